import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../src/cli/run-cli.ts';
import { commandLine } from './support/command-line.ts';
import { fakeTerminal } from './support/fake-terminal.ts';

/*
 * The command line over a small lab. Expected values are the facts of AWS's workshop that the scenario plays (contracts, section 9), and what the
 * command line promises.
 */
const folder = mkdtempSync(join(tmpdir(), 'keytrail-cli-'));
const lab = join(folder, '.keytrail', 'lab');
const lake = join(lab, 'lake');
const KEY = 'AKIAIAAAAAAAAEXAMPLE';
const FIRST_USE = '2026-01-07T02:25:18Z';

const { keytrail, json } = commandLine({ KEYTRAIL_LAKE: lake });

describe('over a lab', () => {
  let labRun: Awaited<ReturnType<typeof keytrail>>;

  beforeAll(async () => {
    labRun = await keytrail('lab', '--dir', lab, '--events', '400');
  }, 120_000);

  test('the lab agrees with its truth; in a pipe its result is JSON, and progress goes to standard error', () => {
    expect(labRun.code).toBe(0);
    expect(JSON.parse(labRun.out)).toMatchObject({ lake, case: { subject: { id: KEY } }, verification: { discrepancies: [] } });
    expect(labRun.err.split('\n').map((line) => line.trim().split(' ')[0])).toEqual([
      'keytrail',
      '',
      'simulate',
      'collect',
      'investigate',
      'report',
      'verify',
      '',
    ]);
  });

  test('the folder of a lab is its owner’s alone, and git does not see it', () => {
    expect(statSync(join(folder, '.keytrail')).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(folder, '.keytrail', '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('sql answers as JSON, as lines, as CSV and as a table', async () => {
    const query = `SELECT eventtime, eventname FROM irworkshopgluetablecloudtrail WHERE useridentity.accesskeyid = '${KEY}' ORDER BY eventtime ASC LIMIT 1;`;
    expect(await json('sql', query)).toEqual([{ eventtime: FIRST_USE, eventname: 'GetCallerIdentity' }]);
    expect((await keytrail('sql', query, '--format', 'jsonl')).out).toBe(`{"eventtime":"${FIRST_USE}","eventname":"GetCallerIdentity"}\n`);
    expect((await keytrail('sql', query, '--format', 'csv')).out).toBe(`eventtime,eventname\n${FIRST_USE},GetCallerIdentity\n`);
    const table = ['eventtime             eventname', '--------------------  -----------------', `${FIRST_USE}  GetCallerIdentity`, ''];
    expect((await keytrail('sql', query, '--format', 'table')).out).toBe(table.join('\n'));
  }, 180_000);

  test('sql runs the statements of a file in order, and names the one that fails', async () => {
    const file = join(folder, 'statements.sql');
    writeFileSync(file, "SELECT 'one;' AS a; -- a comment;\nSELECT 2 AS b;\nSELECT nothing FROM irworkshopgluetablecloudtrail;\nSELECT 4;\n");
    const { code, out, err } = await keytrail('sql', '--file', file, '--format', 'csv');
    expect(code).toBe(2);
    expect(out).toBe('a\none;\nb\n2\n');
    expect(err).toMatch(/^keytrail: statement 3: line 1:8: column "nothing" does not exist\n {2}SELECT nothing FROM .*\n {9}\^\n/);
  });

  test('sql takes values for the names in a query or a file as texts, and says which is missing or too many', async () => {
    const query = 'SELECT eventname FROM irworkshopgluetablecloudtrail WHERE useridentity.accesskeyid = :key AND eventtime <= :until';
    expect(await json('sql', query, '--param', `key=${KEY}`, '--param', `until=${FIRST_USE}`)).toEqual([{ eventname: 'GetCallerIdentity' }]);
    const file = join(folder, 'named.sql');
    writeFileSync(file, 'SELECT :a AS a;\nSELECT :b AS b;\n');
    expect((await keytrail('sql', '--file', file, '--param', "a=it's=1", '--param', 'b=', '--format', 'csv')).out).toBe('a\nit\'s=1\nb\n""\n');
    expect(await keytrail('sql', '--file', file, '--param', 'a=1')).toMatchObject({ code: 2, err: expect.stringContaining('no value for :b') });
    expect(await keytrail('sql', 'SELECT 1', '--param', 'a=1')).toMatchObject({ code: 2, err: expect.stringContaining('--param a was given') });
    expect(await keytrail('sql', 'SELECT 1', '--param', 'a')).toMatchObject({ code: 2, err: expect.stringContaining('NAME=VALUE') });
    expect(await keytrail('sql', 'SELECT :a', '--param', 'a=1', '--param', 'a=2')).toMatchObject({ code: 2, err: expect.stringContaining('twice') });
  });

  test('queries of others run under the name that they give the table, which need not be the only one', async () => {
    const query = (table: string) => `SELECT eventname FROM ${table} WHERE useridentity.accesskeyid = '${KEY}' ORDER BY eventtime LIMIT 1`;
    for (const [name, written] of [
      ['cloudtrail_logs', 'cloudtrail_logs'],
      ['default.cloudtrail_logs', '"default"."cloudtrail_logs"'],
      ['cloudtrail_logs', '(SELECT * FROM irworkshopgluetablecloudtrail UNION SELECT * FROM CloudTrail_Logs)'],
    ] as const) {
      expect(await json('sql', '--table', name, query(written))).toEqual([{ eventname: 'GetCallerIdentity' }]);
    }
    expect((await keytrail('sql', query('cloudtrail_logs'))).err).toContain('To ask it under this name, start with --table cloudtrail_logs.');
    expect(await keytrail('sql', '--table', 'a b', 'SELECT 1')).toMatchObject({ code: 2 });
    expect(await keytrail('sql', '--table', 'a', '--engine', 'trino', '--server', 'https://127.0.0.1:9', 'SELECT 1')).toMatchObject({ code: 2 });
  }, 60_000);

  test('sql runs a query by its name, lists what there is, and takes no second statement beside it', async () => {
    expect(await json('sql', '--named', 'first-use', '--param', `key=${KEY}`)).toMatchObject([
      { eventtime: FIRST_USE, eventname: 'GetCallerIdentity' },
    ]);
    expect(await json('sql', '--list')).toContainEqual(expect.objectContaining({ id: 'first-use', parameters: { key: expect.anything() } }));
    expect(await keytrail('sql', '--named', 'frist-use')).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean first-use?') });
    expect(await keytrail('sql', '--named', 'first-use')).toMatchObject({ code: 2, err: expect.stringContaining('--param key=AKIA') });
    expect(await keytrail('sql', 'SELECT 1', '--named', 'first-use')).toMatchObject({
      code: 2,
      err: expect.stringContaining('one place for statements'),
    });
  });

  test('sql keeps to its limits, and names the option that moves the one reached', async () => {
    const all = 'SELECT eventid FROM irworkshopgluetablecloudtrail';
    const { code, out, err } = await keytrail('sql', all, '--max-rows', '9');
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toBe('keytrail: the answer has more than 9 rows. Add a LIMIT, or a narrower WHERE. --max-rows allows more.\n');
    expect(await keytrail('sql', all, '--timeout', '0')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--timeout is "0", not a whole number'),
    });
  }, 180_000);

  test('sql says that the placeholder of the workshop was left in', async () => {
    const placeholder = 'AKIAIOSFODNN7EXAMPLE # Example credential - replace with yours';
    const { code, out, err } = await keytrail(
      'sql',
      `SELECT eventname FROM irworkshopgluetablecloudtrail WHERE useridentity.accesskeyid = '${placeholder}'`,
    );
    expect({ code, rows: JSON.parse(out) }).toEqual({ code: 0, rows: [] });
    expect(err).toContain('placeholder AKIAIOSFODNN7EXAMPLE');
  });

  test('collect does not load twice, and leaves the lake as it is', async () => {
    const before = await json('lake');
    const { events, unchanged } = await json('collect', join(lab, 'logs'), '--quiet');
    expect({ events, unchanged }).toEqual({ events: 0, unchanged: before.files });
    expect((await json('lake')).digest).toBe(before.digest);
  });

  test('collect sets a bad file aside and says why; only --strict makes that an exit code', async () => {
    const logs = mkdtempSync(join(folder, 'bad-'));
    writeFileSync(join(logs, 'good.json'), JSON.stringify({ Records: [{ eventID: 'e-1', eventTime: FIRST_USE, eventName: 'ListUsers' }] }));
    writeFileSync(join(logs, 'bad.json'), 'no JSON\u001b[2J');
    const relaxed = await keytrail('collect', logs, '--lake', join(folder, 'relaxed'), '--format', 'table');
    expect(relaxed.code).toBe(0);
    expect(relaxed.out).toContain('bad.json');
    expect(relaxed.err).toContain('1 file set aside');
    expect((await keytrail('collect', logs, '--lake', join(folder, 'strict'), '--strict')).code).toBe(1);
  });

  test('collect reads only what it is told to by account, region and time, and says what it left out', async () => {
    const part = join(folder, 'part');
    const only = ['--only-account', '111122223333', '--only-region', 'us-east-1', '--since', '2026-01-07', '--until', '2026-01-08'];
    const { pruned } = await json('collect', join(lab, 'logs'), '--lake', part, ...only);
    expect(pruned).toMatchObject({ files: 0, unplaced: 0 });
    expect(pruned.folders).toBeGreaterThan(5);
    const { regions, from, to } = await json('lake', '--lake', part);
    expect(regions).toEqual(['us-east-1']);
    // A day more on either side.
    expect(from >= '2026-01-05T23:30:00Z' && to < '2026-01-09').toBe(true);
    const nobody = await keytrail('collect', join(lab, 'logs'), '--lake', join(folder, 'nobody'), '--only-account', '999988887777');
    expect(nobody).toMatchObject({ code: 3, err: expect.stringContaining('left out by account, region or day') });
    expect((await keytrail('collect', join(lab, 'logs'), '--only-account', 'prod')).code).toBe(2);
  });

  test('lake verify is exit code 1 when a file of the lake is not as it was written, and lake compact merges small files', async () => {
    const logs = mkdtempSync(join(folder, 'upkeep-'));
    const small = join(folder, 'small');
    for (const name of ['one', 'two']) {
      writeFileSync(join(logs, `${name}.json`), JSON.stringify({ Records: [{ eventID: name, eventTime: FIRST_USE, eventName: 'ListUsers' }] }));
      await json('collect', logs, '--lake', small);
    }
    expect((await keytrail('lake', '--lake', small, '--format', 'table')).out).toContain('2 of them small: keytrail lake compact merges them');
    expect(await json('lake', 'compact', '--lake', small)).toEqual({ before: 2, after: 1 });
    expect(await json('lake', 'verify', '--lake', small)).toMatchObject({ verdict: 'whole', events: 2, faults: [] });
    writeFileSync(join(small, 'raw', '000003.raw'), 'gone');
    const { code, out } = await keytrail('lake', 'verify', '--lake', small, '--format', 'table');
    expect(code).toBe(1);
    expect(out).toMatch(/^DAMAGED: .*\nwrong {8}000003\.raw: it has 4 bytes instead of \d+\n$/);
    expect((await keytrail('lake', 'verify', '--lake', join(folder, 'nowhere'))).code).toBe(3);
  });

  test('collect sets a file aside that is larger than --max-file-size, with the name of the limit', async () => {
    const log = join(folder, 'large.json');
    writeFileSync(log, JSON.stringify([{ eventID: 'large', eventTime: FIRST_USE, userAgent: 'x'.repeat(1_500_000) }]));
    const dir = join(folder, 'large', 'lake');
    const refused = await keytrail('collect', log, '--lake', dir, '--max-file-size', '1');
    expect(refused).toMatchObject({ code: 3, err: expect.stringContaining('the file is larger than the limit of 1 MiB (--max-file-size)') });
    expect(await json('collect', log, '--lake', dir, '--max-file-size', '2')).toMatchObject({ events: 1, setAside: [] });
    expect((await keytrail('collect', log, '--lake', dir, '--max-file-size', '512')).code).toBe(2);
  });

  test('lake forget says what goes, does nothing without the word, and does it with --yes or the word', async () => {
    const dir = join(folder, 'forget', 'lake');
    const log = join(folder, 'forget.json');
    const records = ['2026-01-06', '2026-01-07'].map((day) => `{"eventID":"${day}","eventTime":"${day}T02:25:18Z"}`);
    writeFileSync(log, `[${records.join(',')}]`);
    await json('collect', log, '--lake', dir);
    const forget = ['lake', 'forget', '--lake', dir, '--before', '2026-01-07'];
    const refused = await keytrail(...forget);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('events       1 event on 1 day\n');
    expect((await keytrail('lake', 'forget', '--lake', dir)).code).toBe(2);
    expect((await keytrail('lake', 'forget', '--lake', dir, '--source', folder)).err).toContain('events       2 events on 2 days\n');
    expect((await keytrail('lake', 'forget', '--lake', dir, '--source', lab)).err).toContain('there is nothing of it in the lake');
    expect((await keytrail(...forget, '--all')).code).toBe(2);
    for (const [typed, code] of [
      ['yes', 2],
      ['forget', 0],
    ] as const) {
      const terminal = fakeTerminal({ isTTY: true });
      terminal.stdin.end(`${typed}\n`);
      expect(await runCli(forget, terminal, new AbortController().signal)).toBe(code);
    }
    expect(await json('lake', '--lake', dir)).toMatchObject({ events: 1, from: FIRST_USE, unreadable: [{ file: log }] });
    expect(await json('lake', 'forget', '--all', '--yes', '--lake', dir)).toEqual({
      ...{ forgotten: { kind: 'all' }, events: 1, days: 1, files: 1, filesInPart: 0 },
    });
    expect(await json('collect', log, '--lake', dir)).toMatchObject({ events: 2, logs: 1 });
  });

  test('lake raw gives the record byte for byte, with a warning', async () => {
    const [{ eventid }] = await json('sql', `SELECT eventid FROM irworkshopgluetablecloudtrail WHERE eventtime = '${FIRST_USE}'`);
    const { code, out, err } = await keytrail('lake', 'raw', eventid);
    expect({ code, err }).toEqual({ code: 0, err: 'warning: this is the record as it came; it may hold secrets.\n' });
    expect(JSON.parse(out)).toMatchObject({ eventID: eventid, eventTime: FIRST_USE, userIdentity: { accessKeyId: KEY } });
    expect((await keytrail('lake', 'raw', 'no-such-event')).code).toBe(3);
  });

  test('detect finds what the attacker did, and --fail-on makes it an exit code', async () => {
    const since = ['--since', FIRST_USE, '--until', '2026-01-07T03:00:00Z'];
    const { findings, stories } = await json('detect', ...since, '--min-level', 'high');
    expect(findings.map(({ group }: { group: string }) => group)).toContain(KEY);
    expect(stories.length).toBeGreaterThan(0);
    expect((await keytrail('detect', ...since, '--fail-on', 'high')).code).toBe(1);
    expect((await keytrail('detect', ...since, '--fail-on', 'critical')).code).toBe(0);
    const hits = await json('detect', ...since, '--hits');
    const form = { ruleId: expect.any(String), title: expect.any(String), level: expect.any(String), eventId: expect.any(String) };
    // Rules that only feed a correlation are among them, and say so.
    for (const hit of hits) expect(hit).toEqual({ ...form, base: expect.any(Boolean) });
    expect(new Set(hits.map(({ base }: { base: boolean }) => base))).toEqual(new Set([true, false]));
    expect((await keytrail('detect', '--since', 'yesterday')).err).toContain('--since is "yesterday", not a time.');
  });

  test('investigate keeps the command line in the case and writes reports by their ending', async () => {
    const [html, md] = [join(folder, 'case.html'), join(folder, 'case.md')];
    const document = await json('investigate', KEY, '--report', html, '--report', md);
    expect(document).toMatchObject({ schema: 'keytrail.case/1', firstUse: { eventTime: FIRST_USE }, identity: { userName: 'tdir-workshop-sysdev' } });
    expect(document.evidence.command).toBe(`keytrail investigate ${KEY} --report ${html} --report ${md}`);
    expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>/i);
    expect(readFileSync(md, 'utf8')).toContain(FIRST_USE);
    const { out } = await keytrail('investigate', KEY, '--format', 'table');
    expect(out.split('\n')[0]).toBe(`VERDICT  Used by someone else since ${FIRST_USE}`);
  });

  test('a plan made from the lake is that made from the file of its case', async () => {
    const file = join(folder, 'plan.json');
    const fromLake = await json('contain', 'plan', KEY, '--level', 'quarantine', '--out', file);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(fromLake);
    const fromCase = await json('contain', 'plan', join(lab, 'case.json'), '--level', 'quarantine');
    const calls = ({ steps }: { steps: readonly { service: string; operation: string; target: object }[] }) =>
      steps.map(({ service, operation, target }) => ({ service, operation, target }));
    expect(calls(fromCase)).toEqual(calls(fromLake));
    expect(calls(fromLake)).toContainEqual(expect.objectContaining({ service: 'iam', operation: 'UpdateAccessKey' }));
  });

  test('verify says what differs, with exit code 1', async () => {
    const truth = JSON.parse(readFileSync(join(lab, 'truth.json'), 'utf8'));
    const wrong = join(folder, 'wrong.json');
    writeFileSync(wrong, JSON.stringify({ ...truth, firstUse: { ...truth.firstUse, eventName: 'ListUsers' } }));
    expect((await keytrail('verify', join(lab, 'case.json'), '--truth', join(lab, 'truth.json'))).code).toBe(0);
    const { code, out } = await keytrail('verify', join(lab, 'case.json'), '--truth', wrong, '--format', 'table');
    expect(code).toBe(1);
    expect(out).toMatch(/firstUse.*expected .*ListUsers.*found .*GetCallerIdentity/);
  });
});

test('simulate script prints a script that bash can read, and nothing else', async () => {
  const { code, out, err } = await keytrail('simulate', 'script', 'iam-credential-exposure');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^#!.*bash\n/);
  const file = join(folder, 'attack.sh');
  writeFileSync(file, out);
  expect(execFileSync('bash', ['-n', file], { encoding: 'utf8' })).toBe('');
  expect((await keytrail('simulate', 'script', 'nonsense')).code).toBe(2);
});
