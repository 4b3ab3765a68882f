import { expect, test } from 'vitest';
import { columns } from '../core/cloudtrail-table.ts';
import { readEventsNaming } from './read-events-naming.ts';
import type { SqlEngine } from './sql-engine.ts';

/** An engine with these events, request by eventID, which looks at no condition but that of the ids. */
function engineOf(name: SqlEngine['name'], requests: Readonly<Record<string, string | null>>): SqlEngine & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    name,
    asked,
    query: async (sql) => {
      asked.push(sql);
      const wanted = /eventid IN \(([^)]*)\)/.exec(sql)?.[1];
      const found = Object.entries(requests).filter(([id]) => wanted === undefined || wanted.includes(`'${id}'`));
      const values = found.map(
        ([eventid, requestparameters]): Record<string, string | null> => ({ eventid, eventtime: '2026-01-07T02:25:18Z', requestparameters }),
      );
      return {
        columns: columns.map((column) => ({ name: column.name, type: 'varchar' })),
        rows: values.map((value) => columns.map((column) => value[column.name] ?? null)),
        warnings: [],
      };
    },
    close: async () => {},
  };
}

const requests = {
  named: '{"userName":"nina"}',
  other: '{"userName":"otto"}',
  escaped: '{"userName":"n\\u0069na"}',
  silent: null,
};

test('reads whole what names one of them, what may by an escape, and what says nothing', async () => {
  const engine = engineOf('duckdb', requests);
  const events = await readEventsNaming(engine, "eventname = 'DeleteUser'", ['nina', 'nobody']);
  expect(events.map(({ eventID }) => eventID)).toEqual(['named', 'escaped', 'silent']);
  expect(engine.asked).toHaveLength(2);
  expect(engine.asked[1]).toContain(
    "WHERE eventname = 'DeleteUser' AND eventtime IN ('2026-01-07T02:25:18Z') AND eventid IN ('named', 'escaped', 'silent')",
  );
});

test('reads nothing whole where nothing names them', async () => {
  const engine = engineOf('duckdb', { other: '{"userName":"otto"}' });
  expect(await readEventsNaming(engine, 'true', ['nina'])).toEqual([]);
  expect(engine.asked).toHaveLength(1);
});

test('asks an engine that reads every column anyhow only once', async () => {
  const engine = engineOf('athena', requests);
  expect(await readEventsNaming(engine, 'true', ['nina'])).toHaveLength(4);
  expect(engine.asked).toHaveLength(1);
});
