import { expect, test } from 'vitest';
import { leakedKeyCase } from '../../../test/report/leaked-key-case.ts';
import { compareCases } from '../../investigate/compare-cases.ts';
import { changeLines } from './change-lines.ts';

/** The case as it was before the attack, with the owner's calls alone. */
const before = {
  ...leakedKeyCase,
  compromise: null,
  credentials: leakedKeyCase.credentials.slice(0, 1),
  principals: [],
  timeline: leakedKeyCase.timeline.filter(({ actor }) => actor === 'owner'),
  findings: [],
};
const linesOf = (earlier: typeof leakedKeyCase, later: typeof leakedKeyCase): string[] =>
  [...changeLines(compareCases(earlier, later), 200)].slice(1);

// The fixture: of the three credentials that the attacker obtained a session has expired, 19 calls are the attacker's.
test('an attack comes first, then what of it lives, then whose the new calls are', () => {
  const lines = linesOf(before, leakedKeyCase);
  expect(lines[0]).toBe('  - used by someone else since 2026-01-07T02:25:18Z (certain); before: no sign of use by someone else');
  const states = lines.flatMap((line) => / is new in the lineage: (\w+)/.exec(line)?.[1] ?? []);
  expect(states).toEqual(['sleeper', 'active', 'expired']);
  expect(lines.find((line) => line.includes('new events'))).toContain('19 new events (19 by attacker), from 2026-01-07T02:25:18Z');
});

test('a certainty that changed is news, and where nothing did the line says so', () => {
  const [charge] = leakedKeyCase.compromise === null ? [] : [leakedKeyCase.compromise];
  if (charge === undefined) throw new Error('the fixture has a compromise');
  const possible = { ...leakedKeyCase, compromise: { ...charge, certainty: 'possible' as const } };
  expect(linesOf(possible, leakedKeyCase)[0]).toContain('(certain); before: used by someone else since 2026-01-07T02:25:18Z (possible)');
  expect(linesOf(leakedKeyCase, leakedKeyCase)[0]).toBe('  - nothing new');
});
