import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type FakeTerminal, fakeTerminal } from '../../test/support/fake-terminal.ts';
import { runCli } from './run-cli.ts';

async function keytrail(argv: readonly string[], terminal: FakeTerminal = fakeTerminal()) {
  const code = await runCli(argv, terminal, new AbortController().signal);
  await new Promise(setImmediate);
  return { code, out: terminal.out(), err: terminal.err() };
}

test('help goes to standard output, exit code 0', async () => {
  const { code, out, err } = await keytrail(['--help']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('Start here: keytrail lab');
});

test('every command in the help has a worked example of its own', async () => {
  const commands = async (route: readonly string[]): Promise<string[][]> => {
    const { out } = await keytrail([...route, '--help']);
    const [, list] = out.split('COMMANDS\n');
    if (list === undefined) return [[...route]];
    const names = [...list.matchAll(/^ {2}(\S+) /gm)].map(([, name = '']) => name);
    return (await Promise.all(names.map((name) => commands([...route, name])))).flat();
  };
  const all = await commands([]);
  expect(all.length).toBeGreaterThan(5);
  for (const route of all) {
    const { out } = await keytrail([...route, '--help']);
    const [, example = ''] = out.split('Example:\n');
    const words = route.join(' ').replace(/^simulate logs$/, 'simulate');
    expect(example.trimStart()).toMatch(new RegExp(`^keytrail ${words}\\b`));
  }
});

test('an unknown command is wrong usage, and the nearest is named', async () => {
  const { code, out, err } = await keytrail(['investigat']);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toBe('keytrail: there is no command "investigat". Did you mean "investigate"? keytrail --help lists them.\n');
});

test('an unknown option is wrong usage', async () => {
  const { code, err } = await keytrail(['sql', '--fromat', 'json']);
  expect(code).toBe(2);
  expect(err).toMatch(/^keytrail: No flag registered for --fromat, did you mean --format\?/);
});

test('with --format json an error is one JSON object', async () => {
  const { code, out, err } = await keytrail(['sql', 'SELECT 1', '--format', 'json', '--lake', '/nowhere/lake']);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(JSON.parse(err)).toMatchObject({ error: { code: 'KT_LAKE_MISSING', message: expect.stringContaining('"/nowhere/lake"') } });
});

test('an error is one sentence and the next step; the stack comes with --debug', async () => {
  const plain = await keytrail(['sql', 'SELECT 1', '--lake', '/nowhere/lake']);
  expect(plain.err).toMatch(/^keytrail: no lake in "\/nowhere\/lake".*keytrail collect.*\n$/);
  const { err } = await keytrail(['sql', 'SELECT 1', '--lake', '/nowhere/lake', '--debug']);
  expect(err).toContain('at openLake');
});

test('what a terminal would obey is shown in an error', async () => {
  const { err } = await keytrail(['sql', 'SELECT 1', '--lake', '/nowhere/\u001b[2J']);
  expect(err).toContain('/nowhere/\\u001B[2J');
});

test('the lake is --lake, then KEYTRAIL_LAKE', async () => {
  const env = { KEYTRAIL_LAKE: '/nowhere/from-env' };
  expect((await keytrail(['lake'], fakeTerminal({ env }))).err).toContain('"/nowhere/from-env"');
  expect((await keytrail(['lake', '--lake', '/nowhere/from-flag'], fakeTerminal({ env }))).err).toContain('"/nowhere/from-flag"');
});

test.each([
  [['sql', 'SELECT 1; SELECT 2'], 2, 'the query holds 2 statements of 1'],
  [['sql', ' -- nothing'], 2, 'there is no statement in the query'],
  [['sql', 'SELECT 1', '--file', 'x.sql'], 2, 'a query and --file were given'],
  [['sql', '--file', '/nowhere/x.sql'], 3, 'there is no file "/nowhere/x.sql"'],
  [['simulate', 'no-such-scenario', '--out', '/nowhere/out'], 2, 'no-such-scenario'],
  [['simulate'], 2, 'no scenario was named'],
  [['simulate', 'iam-credential-exposure'], 2, 'there is no folder to write to'],
  [['simulate', 'iam-credential-exposure', '--seed', 'x', '--out', '/nowhere/out'], 2, 'seed'],
  [['collect'], 2, 'Expected'],
  [['collect', '/nowhere/logs', '--lake', '/tmp/keytrail-no-lake'], 3, '/nowhere/logs'],
  [['investigate', 'AKIAIOSFODNN7EXAMPLE', '--report', 'case.docx'], 2, 'case.docx'],
  [['verify'], 2, '--truth'],
])('keytrail %j ends with %d', async (argv, code, words) => {
  const result = await keytrail(argv);
  expect(result.err).toContain(words);
  expect({ code: result.code, out: result.out }).toEqual({ code, out: '' });
});

test('statements are read from a pipe; an empty one is wrong usage', async () => {
  const terminal = fakeTerminal();
  terminal.stdin.end('\n');
  expect(await keytrail(['sql'], terminal)).toMatchObject({ code: 2, err: expect.stringContaining('no statement in standard input') });
});

test('an interrupted command ends with 130', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keytrail-cli-'));
  const terminal = fakeTerminal();
  const code = await runCli(['simulate', 'iam-credential-exposure', '--out', join(folder, 'out')], terminal, AbortSignal.abort());
  await new Promise(setImmediate);
  expect({ code, err: terminal.err() }).toEqual({ code: 130, err: 'keytrail: interrupted\n' });
});
