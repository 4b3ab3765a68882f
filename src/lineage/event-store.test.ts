import { expect, test } from 'vitest';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { eventStore } from './event-store.ts';

/** Athena takes no query of more than 262,144 bytes. Source: Athena service quotas. */
const LONGEST = 262_144;

/** An engine that has no rows, and the queries it was asked. */
function recorder() {
  const queries: string[] = [];
  const query = async (sql: string) => {
    queries.push(sql);
    return { columns: [], rows: [] };
  };
  return { queries, engine: { query } as unknown as SqlEngine };
}

test('however many credentials a generation has, no query is longer than Athena takes, and each is asked for once', async () => {
  const { engine, queries } = recorder();
  const ids = Array.from({ length: 5_000 }, (_, n) => `ASIA${String(n).padStart(9, '0')}EXAMPLE`);
  await eventStore(engine).byKeys(ids);
  expect(queries).toHaveLength(3);
  expect(Math.max(...queries.map((sql) => sql.length))).toBeLessThan(LONGEST);
  expect(queries.join().match(/ASIA\d+EXAMPLE/g)).toEqual(ids);
});

test('nothing is asked where there is nothing to look for', async () => {
  const engine = { query: () => Promise.reject(new Error('asked')) } as unknown as SqlEngine;
  const store = eventStore(engine);
  expect(await Promise.all([store.byKeys([]), store.signIns([]), store.directCalls([], ['2026-01-07T02:25'])])).toEqual([[], [], []]);
});

test('calls of users that are known are not asked for again, unless they are older', async () => {
  const { engine, queries } = recorder();
  const store = eventStore(engine);
  await store.byPrincipalArns(['arn:aws:iam::111122223333:user/nina'], { keyIds: ['AKIAIAAAIAAAAEXAMPLE'] });
  await store.byPrincipalArns(['arn:aws:iam::111122223333:user/nina'], { keyIds: ['AKIAIAAAIAAAAEXAMPLE'], since: '2026-01-07' });
  const others = "coalesce(useridentity.accesskeyid, '') NOT IN ('AKIAIAAAIAAAAEXAMPLE')";
  expect(queries.map((sql) => /WHERE \((.*?) AND \(useridentity/.exec(sql)?.[1])).toEqual([
    ...[others, others],
    ...[`(${others} OR eventtime < '2026-01-07')`, `(${others} OR eventtime < '2026-01-07')`],
  ]);
});
