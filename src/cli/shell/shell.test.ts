import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { fakeTerminal } from '../../../test/support/fake-terminal.ts';
import type { NamedValues } from '../../athena-sql/bind-names.ts';
import { KeytrailError } from '../../core/errors.ts';
import type { QueryOptions, ResultTable, SqlEngine } from '../../engine/sql-engine.ts';
import { openOutput } from '../output/output.ts';
import { type History, historyFile } from './history.ts';
import { runShell } from './shell.ts';

const table = (...rows: ResultTable['rows'][number][]): ResultTable => ({ columns: [{ name: 'answer', type: 'varchar' }], rows, warnings: [] });
const noHistory: History = { load: () => [], save: () => {} };

/** An engine that notes what it is asked; `slow` answers only when it is cancelled. */
function fakeEngine() {
  const asked: string[] = [];
  const engine: SqlEngine = {
    name: 'duckdb',
    close: async () => {},
    async query(sql: string, { signal }: QueryOptions = {}) {
      asked.push(sql);
      if (sql.includes('wrong')) throw new KeytrailError('KT_QUERY_INVALID', 'line 1:8: no column "wrong"', { hint: 'Nearest: right' });
      if (sql.includes('broken')) throw new Error('a broken invariant');
      if (sql.includes('slow')) await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
      return sql.includes('none') || sql.includes('AKIAIOSFODNN7EXAMPLE') ? table() : table([`answer to ${sql}`]);
    },
  };
  return { engine, asked };
}

interface Typist {
  readonly type: (text: string) => void;
  /** Waits until something is so; gives up with the test's patience. */
  readonly until: (condition: (seen: { readonly asked: readonly string[]; readonly printed: string }) => boolean) => Promise<unknown>;
}

/** Runs the shell while a typist types, and gives what was asked of the engine and printed. */
async function shell(typist: (hands: Typist) => Promise<void> | void, history = noHistory, values: NamedValues = new Map()) {
  const terminal = fakeTerminal({ isTTY: true });
  const { engine, asked } = fakeEngine();
  const done = runShell(engine, openOutput({ quiet: false }, terminal), terminal, history, values);
  const until: Typist['until'] = (condition) =>
    vi.waitUntil(() => condition({ asked, printed: terminal.out() + terminal.err() }), { timeout: 10_000, interval: 5 });
  await typist({ type: (text) => terminal.stdin.write(text), until });
  await done;
  return { asked, out: terminal.out(), err: terminal.err() };
}

test('a statement goes over several lines and ends with a semicolon', async () => {
  const { asked, out } = await shell(({ type }) => {
    type("SELECT ';'\n-- not yet;\nFROM t;\n.exit\n");
  });
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain("SELECT ';'");
  expect(asked[0]).toContain('FROM t');
  expect(out).toContain('answer to SELECT');
});

test('two statements on a line are run one after the other', async () => {
  const { asked } = await shell(({ type }) => {
    type('SELECT 1; SELECT 2;\n.exit\n');
  });
  expect(asked).toEqual(['SELECT 1', 'SELECT 2']);
});

test('an error is shown with its next step and does not end the shell, and neither does a fault of ours', async () => {
  const { asked, err } = await shell(({ type }) => {
    type('SELECT wrong;\nSELECT broken;\nSELECT 1;\n.exit\n');
  });
  expect(err).toBe('line 1:8: no column "wrong"\nNearest: right\ninternal fault: a broken invariant\n');
  expect(asked).toHaveLength(3);
});

test('lines with a dot ask the shell itself', async () => {
  const { asked, out } = await shell(({ type }) => {
    type('.help\n.tables\n.schema\n.schema other\n.nonsense\n.exit\n');
  });
  expect(asked).toEqual(['SHOW TABLES', 'DESCRIBE irworkshopgluetablecloudtrail', 'DESCRIBE other']);
  for (const text of ['.schema', 'there is no .nonsense']) expect(out).toContain(text);
});

test('Ctrl-C cancels the query that runs', async () => {
  const { asked, err } = await shell(async ({ type, until }) => {
    type('SELECT slow;\n');
    await until(({ asked }) => asked.length === 1);
    type('\x03');
    await until(({ printed }) => printed.includes('cancelled'));
    type('SELECT 1;\n.exit\n');
  });
  expect(err).toBe('cancelled\n');
  expect(asked).toEqual(['SELECT slow', 'SELECT 1']);
});

test('Ctrl-C drops what is typed', async () => {
  const { asked } = await shell(async ({ type, until }) => {
    type('SELECT\n');
    await until(({ printed }) => printed.includes('  -> '));
    type('nonsense\x03SELECT 1;\n.exit\n');
  });
  expect(asked).toEqual(['SELECT 1']);
});

test('Ctrl-D leaves', async () => {
  const { asked } = await shell(({ type }) => {
    type('\x04');
  });
  expect(asked).toEqual([]);
});

test('no row for the placeholder of the workshop is a warning', async () => {
  const { err } = await shell(({ type }) => {
    type("SELECT 1 WHERE k = 'AKIAIOSFODNN7EXAMPLE # Example credential - replace with yours';\nSELECT none;\n.exit\n");
  });
  expect(err).toBe('warning: no row, and the query still holds the placeholder AKIAIOSFODNN7EXAMPLE. Put the id of your key in its place.\n');
});

test('a name stands for the value that was given, and one without a value is told', async () => {
  const { asked, err } = await shell(({ type }) => type('SELECT :who;\nSELECT :other;\n.exit\n'), noHistory, new Map([['who', "O'Hara"]]));
  expect(asked).toEqual(["SELECT 'O''Hara'"]);
  expect(err).toBe('there is no value for :other.\nAdd --param other=VALUE.\n');
});

test('what was typed is there in the next session, for the owner alone', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'keytrail-shell-')), '.keytrail');
  const history = historyFile(folder);
  await shell(({ type }) => {
    type('SELECT 1;\nSELECT 2;\n.exit\n');
  }, history);
  expect(history.load()).toEqual(['.exit', 'SELECT 2;', 'SELECT 1;']);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'sql-history')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
});
