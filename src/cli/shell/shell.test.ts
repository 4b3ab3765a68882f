import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { fakeTerminal } from '../../../test/support/fake-terminal.ts';
import { KeytrailError } from '../../core/errors.ts';
import type { QueryOptions, ResultTable, SqlEngine } from '../../engine/sql-engine.ts';
import { type History, historyFile } from './history.ts';
import type { Pager } from './pager.ts';
import type { Session } from './session.ts';
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
async function shell(
  typist: (hands: Typist) => Promise<void> | void,
  { history = noHistory, values = new Map<string, string>(), pager = null as Pager | null, rows = 0 } = {},
) {
  const terminal = fakeTerminal({ isTTY: true });
  Object.assign(terminal.stdout, { rows });
  const { engine, asked } = fakeEngine();
  let clock = 0;
  const now = (): number => {
    clock += 1500;
    return clock;
  };
  const session: Session = { format: 'table', vertical: false, timing: false, values };
  const done = runShell(engine, session, terminal, { history, pager, now });
  const until: Typist['until'] = (condition) =>
    vi.waitUntil(() => condition({ asked, printed: terminal.out() + terminal.err() }), { timeout: 10_000, interval: 5 });
  await typist({ type: (text) => terminal.stdin.write(text), until });
  await done;
  return { asked, out: terminal.out(), err: terminal.err() };
}

test('a statement goes over several lines and ends with a semicolon', async () => {
  const { asked, out } = await shell(({ type }) => {
    type("SELECT ';'\n-- not yet;\nFROM t;\n\\q\n");
  });
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain("SELECT ';'");
  expect(asked[0]).toContain('FROM t');
  expect(out).toContain('answer to SELECT');
});

test('two statements on a line are run one after the other', async () => {
  const { asked } = await shell(({ type }) => {
    type('SELECT 1; SELECT 2;\n\\q\n');
  });
  expect(asked).toEqual(['SELECT 1', 'SELECT 2']);
});

test('an error is shown with its next step and does not end the shell, and neither does a fault of ours', async () => {
  const { asked, err } = await shell(({ type }) => {
    type('SELECT wrong;\nSELECT broken;\nSELECT 1;\n\\q\n');
  });
  expect(err).toBe('line 1:8: no column "wrong"\nNearest: right\ninternal fault: a broken invariant\n');
  expect(asked).toHaveLength(3);
});

test('lines with a backslash ask the shell itself', async () => {
  const { asked, out } = await shell(({ type }) => {
    type('\\?\n\\d\n\\d other;\n\\nonsense\n\\q\n');
  });
  expect(asked).toEqual(['SHOW TABLES', 'DESCRIBE other']);
  for (const text of ['\\d [TABLE]', 'there is no \\nonsense']) expect(out).toContain(text);
});

test('the form of the results is chosen with \\f and \\x', async () => {
  const { out, err } = await shell(({ type }) => {
    type('\\f csv\nSELECT 1;\n\\f table\n\\x\nSELECT 2;\n\\f yaml\n\\q\n');
  });
  expect(out).toContain('answer\nanswer to SELECT 1\n');
  expect(out).toContain('--- row 1\nanswer  answer to SELECT 2\n(1 row)\n');
  expect(err).toBe('there is no form "yaml" of results.\nThere are table, json, jsonl, csv.\n');
});

test('\\timing says how long an answer took', async () => {
  const { err } = await shell(({ type }) => {
    type('\\timing\nSELECT 1;\n\\timing\nSELECT 2;\n\\q\n');
  });
  expect(err).toBe('1.500 s\n');
});

test('\\named runs a named query with the values of \\param, after what its answer is worth', async () => {
  const { asked, out, err } = await shell(({ type }) => {
    type('\\named first-use\n\\param key=AKIAIAAAAAAAAEXAMPLE\n\\param nothing\n\\named first-use\n\\named frist-use\n\\named\n\\q\n');
  });
  expect(asked).toEqual([expect.stringContaining("useridentity.accesskeyid = 'AKIAIAAAAAAAAEXAMPLE'")]);
  for (const text of ['When was the key first used', 'Not told: Whether', 'address-users']) expect(out).toContain(text);
  expect(err.split('\n')).toEqual([
    'the query "first-use" needs key, the access key id.',
    'As in: \\param key=AKIAIAAAAAAAAEXAMPLE',
    '\\param "nothing" is not NAME=VALUE.',
    'As in: \\param key=AKIAIOSFODNN7EXAMPLE',
    'there is no query named "frist-use".',
    'Did you mean first-use? keytrail sql --list shows them.',
    '',
  ]);
});

test('\\named takes values for itself alone, which go before those of \\param', async () => {
  const { asked, err } = await shell(({ type }) => {
    type('\\named first-use key=AKIAIAAAAAAABEXAMPLE\n\\param key=AKIAIAAAAAAAAEXAMPLE\n');
    type('\\named first-use key=AKIAIAAAAAAACEXAMPLE;\n\\named first-use\n\\named first-use key\n\\q\n');
  });
  expect(asked.map((sql) => /AKIA\w+/.exec(sql)?.[0])).toEqual(['AKIAIAAAAAAABEXAMPLE', 'AKIAIAAAAAAACEXAMPLE', 'AKIAIAAAAAAAAEXAMPLE']);
  expect(err).toBe('\\named first-use "key" is not NAME=VALUE.\nAs in: \\named first-use key=AKIAIOSFODNN7EXAMPLE\n');
});

test('a result that is higher than the screen goes to the pager, and onto the screen where there is none after all', async () => {
  const paged: (readonly string[])[] = [];
  const shown = async (rows: number, found: boolean) => {
    const pager: Pager = async (lines) => {
      paged.push(lines);
      return found;
    };
    return (await shell(({ type }) => type('SELECT 1;\n\\q\n'), { pager, rows })).out;
  };
  expect(await shown(5, true)).toContain('answer to SELECT 1\n');
  expect(paged).toEqual([]);
  expect(await shown(4, true)).not.toContain('answer to SELECT 1');
  expect(paged).toEqual([['answer', '------------------', 'answer to SELECT 1', '(1 row)']]);
  expect(await shown(4, false)).toContain('answer to SELECT 1\n');
});

test('the tabulator completes a name', async () => {
  // A tabulator within a text that is pasted is one of the text: only a key of its own completes.
  const { asked } = await shell(async ({ type, until }) => {
    type('SELECT useridentity.sessionc');
    type('\t');
    await until(({ printed }) => printed.includes('sessioncontext.'));
    type('sessioni');
    type('\t');
    type('usern');
    type('\t');
    await until(({ printed }) => printed.includes('username'));
    type(';\n\\q\n');
  });
  expect(asked).toEqual(['SELECT useridentity.sessioncontext.sessionissuer.username']);
});

test('a statement of several lines comes back whole from the history', async () => {
  let kept: readonly string[] = [];
  const history: History = {
    load: () => [],
    save: (lines) => {
      kept = [...lines];
    },
  };
  await shell(({ type }) => type('SELECT 1;\nSELECT 2,\n  3\n;\nSELECT 4 -- four\n;\n\\q\n'), { history });
  expect(kept).toEqual(['\\q', ';', 'SELECT 4 -- four', 'SELECT 2, 3 ;', 'SELECT 1;']);
});

test('Ctrl-C cancels the query that runs', async () => {
  const { asked, err } = await shell(async ({ type, until }) => {
    type('SELECT slow;\n');
    await until(({ asked }) => asked.length === 1);
    type('\x03');
    await until(({ printed }) => printed.includes('cancelled'));
    type('SELECT 1;\n\\q\n');
  });
  expect(err).toBe('cancelled\n');
  expect(asked).toEqual(['SELECT slow', 'SELECT 1']);
});

test('Ctrl-C drops what is typed', async () => {
  const { asked } = await shell(async ({ type, until }) => {
    type('SELECT\n');
    await until(({ printed }) => printed.includes('  -> '));
    type('nonsense\x03SELECT 1;\n\\q\n');
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
    type("SELECT 1 WHERE k = 'AKIAIOSFODNN7EXAMPLE # Example credential - replace with yours';\nSELECT none;\n\\q\n");
  });
  expect(err).toBe('warning: no row, and the query still holds the placeholder AKIAIOSFODNN7EXAMPLE. Put the id of your key in its place.\n');
});

test('a name stands for the value that was given, and one without a value is told', async () => {
  const { asked, err } = await shell(({ type }) => type('SELECT :who;\nSELECT :other;\n\\q\n'), { values: new Map([['who', "O'Hara"]]) });
  expect(asked).toEqual(["SELECT 'O''Hara'"]);
  expect(err).toBe('there is no value for :other.\nGive it one: \\param other=VALUE\n');
});

test('what was typed is there in the next session, for the owner alone', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'keytrail-shell-')), '.keytrail');
  const history = historyFile(folder);
  await shell(
    ({ type }) => {
      type('SELECT 1;\nSELECT 2;\n\\q\n');
    },
    { history },
  );
  expect(history.load()).toEqual(['\\q', 'SELECT 2;', 'SELECT 1;']);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'sql-history')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
});
