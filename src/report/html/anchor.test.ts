import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anchorOf } from './anchor.ts';

test('an event id of CloudTrail stays readable', () => {
  expect(anchorOf({ kind: 'event', id: '3bda2a1c-97d8-4ec4-a261-5b2bdcb6ca29' })).toBe('event-3bda2a1c-97d8-4ec4-a261-5b2bdcb6ca29');
});

test('any id gives a short name of harmless characters, different ids different names', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      const [first, second] = [anchorOf({ kind: 'event', id: a }), anchorOf({ kind: 'event', id: b })];
      expect(first).toMatch(/^event[-_][A-Za-z0-9-]{1,64}$/);
      expect(first === second).toBe(a === b);
    }),
  );
});
