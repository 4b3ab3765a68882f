import { expect, test } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { compileRules } from './compile-rules.ts';
import { correlator } from './correlator.ts';
import { matches } from './match.ts';

/** What the correlations of a text find in events, by title. */
function found(text: string, events: readonly JsonObject[]) {
  const { rules, correlations, refused } = compileRules([{ text, source: 'c.yml' }]);
  expect(refused).toEqual([]);
  const collected = correlator(correlations);
  for (const rule of rules) for (const event of events) if (matches(rule, event)) collected.add(rule, event);
  return Object.fromEntries([...collected.finish()].map(([{ title }, result]) => [title, result]));
}

const failures = `
title: Failure
name: failure
detection: {s: {r: no}, condition: s}
---
title: Many failures
name: many
correlation: {type: event_count, rules: failure, group-by: [user, host], timespan: 1m, condition: {gte: 2}}
---
title: Success
name: success
detection: {s: {r: 'yes'}, condition: s}
`;
const event = (second: number, r: boolean | string, user: string, more: JsonObject = {}): JsonObject => ({
  eventID: `e${second}`,
  eventTime: `2026-01-07T00:00:${String(second).padStart(2, '0')}Z`,
  r,
  user,
  host: 'h',
  ...more,
});

test('a correlation of a correlation takes the moment at which the inner one last held, and the group by its own fields', () => {
  const chain = `${failures}---
title: Break-in
correlation: {type: temporal_ordered, rules: [many, success], group-by: [user], timespan: 1m}
`;
  const events = [event(1, false, 'mia'), event(2, false, 'mia'), event(3, 'yes', 'mia'), event(4, 'yes', 'rolf'), event(5, false, 'rolf')];
  expect(found(chain, events)['Break-in']).toMatchObject({ matches: [{ group: ['mia'], eventIds: ['e1', 'e2', 'e3'] }], leftOut: 0 });
});

test('what has no value to group by, no time or no id is left out and counted', () => {
  const events = [event(1, false, 'mia'), { ...event(2, false, 'mia'), eventTime: 'soon' }, { ...event(3, false, 'mia'), host: null }];
  expect(found(failures, events)['Many failures']).toEqual({ matches: [], leftOut: 2 });
});

test('aliases may call a rule by its name where the correlation calls it by its id', () => {
  const aliased = `
title: Made
id: 1-1
name: made
detection: {s: {n: made}, condition: s}
---
title: Used
id: 2-2
detection: {s: {n: used}, condition: s}
---
title: Soon used
correlation:
  type: temporal
  rules: [1-1, 2-2]
  group-by: [key]
  timespan: 1m
  aliases: {key: {made: child, Used: caller}}
`;
  const events = [
    { eventID: 'a', eventTime: '2026-01-07T00:00:00Z', n: 'made', child: 'k', caller: 'other' },
    { eventID: 'b', eventTime: '2026-01-07T00:00:05Z', n: 'used', caller: 'k' },
  ];
  expect(found(aliased, events)['Soon used']).toMatchObject({ matches: [{ group: ['k'], eventIds: ['a', 'b'] }] });
});
