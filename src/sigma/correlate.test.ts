import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRules } from './compile-rules.ts';
import { type CorrelationMatch, correlate } from './correlate.ts';
import type { Correlation } from './correlation.ts';
import type { CorrelationEvent } from './correlation-event.ts';

/** A correlation over rules a, b, c with a span of ten seconds. */
function correlationOf(section: object, rules: readonly string[] = ['a']): Correlation {
  const documents = [
    { title: 'C', correlation: { rules, timespan: '10s', ...section } },
    ...rules.map((name) => ({ title: `Rule ${name}`, name, id: name, detection: { s: { n: name }, condition: 's' } })),
  ];
  const { correlations, refused } = compileRules([{ text: documents.map((document) => JSON.stringify(document)).join('\n---\n'), source: 'c.yml' }]);
  if (correlations[0] === undefined) throw refused[0]?.error;
  return correlations[0];
}

const at = (seconds: number, id: string, more: Partial<CorrelationEvent> = {}): CorrelationEvent => ({
  step: 0,
  time: seconds * 1000,
  eventIds: [id],
  group: [],
  values: [],
  ...more,
});
const idsOf = (matches: readonly CorrelationMatch[]): readonly (readonly string[])[] => matches.map(({ eventIds }) => eventIds);

describe('correlate', () => {
  test('moments that lie no more than a span apart are one match, later ones another', () => {
    const three = correlationOf({ type: 'event_count', condition: { gte: 3 } });
    const events = [0, 1, 2, 3, 12, 30, 31, 32].map((seconds) => at(seconds, `e${seconds}`));
    expect(idsOf(correlate(three, events))).toEqual([
      ['e0', 'e1', 'e2', 'e3', 'e12'],
      ['e30', 'e31', 'e32'],
    ]);
  });

  test('an event counts once, however often the logs hold it and whatever rules it matches', () => {
    const two = correlationOf({ type: 'event_count', condition: { gte: 2 } }, ['a', 'b']);
    expect(correlate(two, [at(0, 'e'), at(0, 'e'), at(0, 'e', { step: 1 })])).toEqual([]);
  });

  test('counts different values, and no value where the field is missing', () => {
    const two = correlationOf({ type: 'value_count', condition: { field: 'f', gte: 2 } });
    expect(correlate(two, [at(0, 'e0', { values: ['x'] }), at(1, 'e1', { values: ['x'] }), at(2, 'e2')])).toEqual([]);
    expect(correlate(two, [at(0, 'e0', { values: ['x'] }), at(1, 'e1', { values: ['X'] })])).toMatchObject([{ reached: 2 }]);
  });

  test('reckons with numbers only, also those written as text', () => {
    const values = [['0.1'], [0.2], ['many'], [null], []].map((some, index) => at(index, `e${index}`, { values: some }));
    expect(correlate(correlationOf({ type: 'value_sum', condition: { field: 'f', gt: 0.25 } }), values)).toMatchObject([{ reached: 0.1 + 0.2 }]);
    expect(correlate(correlationOf({ type: 'value_median', condition: { field: 'f', gte: 0 } }), values)).toMatchObject([
      { reached: expect.closeTo(0.15) },
    ]);
  });

  test('a sliding count is what counting every window anew gives', () => {
    const times = fc.array(fc.nat(60), { maxLength: 30 });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 5 }), (seconds, least) => {
        const events = seconds.map((second, index) => at(second, `e${index}`));
        const expected = new Set(seconds.filter((end) => seconds.filter((second) => second >= end - 10 && second <= end).length >= least));
        const found = correlate(correlationOf({ type: 'event_count', condition: { gte: least } }), events);
        const covered = [...expected].filter((end) => found.some(({ from, to }) => from <= end * 1000 && end * 1000 <= to));
        expect(covered).toHaveLength(expected.size);
        expect(found.length > 0).toBe(expected.size > 0);
        for (const { to } of found) expect(expected.has(to / 1000)).toBe(true);
      }),
    );
  });

  test('steps in order are found exactly where trying out all events finds them', () => {
    const step = fc.record({ second: fc.nat(14), steps: fc.subarray([0, 1, 2], { minLength: 1 }) });
    const ordered = correlationOf({ type: 'temporal_ordered' }, ['a', 'b', 'c']);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 7 }), (some) => {
        const events = some.flatMap(({ second, steps }, index) => steps.map((one) => at(second, `e${index}`, { step: one })));
        const chains = events
          .filter((first) => first.step === 0)
          .flatMap((first) => events.filter((second) => second.step === 1).map((second) => [first, second] as const))
          .flatMap(([first, second]) => events.filter((third) => third.step === 2).map((third) => [first, second, third] as const))
          .filter((chain) => new Set(chain.map(({ eventIds }) => eventIds[0])).size === 3)
          .filter(([first, second, third]) => first.time <= second.time && second.time <= third.time && third.time - first.time <= 10_000);
        const found = correlate(ordered, events);
        const ends = chains.map(([, , third]) => third.time);
        expect(found.length > 0).toBe(chains.length > 0);
        for (const end of ends) expect(found.some(({ from, to }) => from <= end && end <= to)).toBe(true);
        for (const { to } of found) expect(ends).toContain(to);
      }),
    );
  });
});
