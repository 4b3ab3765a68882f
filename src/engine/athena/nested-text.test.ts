import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SqlValue } from '../sql-engine.ts';
import { readNested } from './nested-text.ts';

test.each<[text: string, value: SqlValue]>([
  [
    '{type=IAMUser, arn=arn:aws:iam::111122223333:user/ana, sessioncontext={attributes=null}}',
    { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/ana', sessioncontext: { attributes: null } },
  ],
  ['[a, null, b c]', ['a', null, 'b c']],
  [
    '[{arn=a, type=b}, {arn=null, type=c}]',
    [
      { arn: 'a', type: 'b' },
      { arn: null, type: 'c' },
    ],
  ],
  ['{token=YWI==}', { token: 'YWI==' }],
  ['[]', []],
  ['{}', {}],
])('%s is read', (text, value) => {
  expect(readNested(text)).toEqual(value);
});

test.each([
  // A name that was chosen to pass for a member: the real one comes after it.
  '{username=x, arn=arn:aws:iam::111122223333:user/owner, arn=arn:aws:iam::111122223333:user/ana}',
  '{username=x, y, arn=a}',
  '{username=x}, arn=a}',
  '[a,b]',
  '[a',
  '{=a}',
  '[a]b',
])('%j stays text', (text) => {
  expect(readNested(text)).toBeNull();
});

test('a text that nests without end stays text', () => {
  expect(readNested('['.repeat(100_000))).toBeNull();
});

test('what Athena writes of values without signs of structure comes back', () => {
  const scalar = fc.oneof(
    fc.constant(null),
    fc.stringMatching(/^[A-Za-z0-9:/.@_ -]+$/).filter((text) => text !== 'null'),
  );
  const name = fc.stringMatching(/^[a-z_]+$/);
  const { value } = fc.letrec<{ value: SqlValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
    ),
  }));
  const written = (item: SqlValue): string => {
    if (Array.isArray(item)) return `[${item.map(written).join(', ')}]`;
    if (typeof item !== 'object' || item === null) return String(item);
    return `{${Object.entries(item)
      .map(([key, member]) => `${key}=${written(member)}`)
      .join(', ')}}`;
  };
  fc.assert(
    fc.property(value, (item) => {
      expect(readNested(written(item))).toEqual(item);
    }),
  );
});
