import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseSchema } from '../src/core/case.ts';
import { isAddress } from '../src/core/source-address.ts';
import { reportFormats } from '../src/report/render-report.ts';
import { commandLine } from './support/command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'keytrail-redaction-'));
const lab = join(folder, 'lab');
const lake = join(lab, 'lake');
const KEY = 'AKIAIAAAAAAAAEXAMPLE';

const { keytrail, json } = commandLine({ KEYTRAIL_LAKE: lake });

describe('with --redact', () => {
  /** Every key id, unique id, account and address that the logs of the lab hold in their columns. */
  let hidden: readonly string[];
  const shown = (text: string): readonly string[] => hidden.filter((id) => text.includes(id));

  beforeAll(async () => {
    await keytrail('lab', '--dir', lab, '--events', '300', '--quiet');
    const columns = ['useridentity.accesskeyid', 'useridentity.principalid', 'useridentity.accountid', 'recipientaccountid', 'sourceipaddress'];
    const union = columns.map((column) => `SELECT DISTINCT ${column} AS id FROM irworkshopgluetablecloudtrail`).join(' UNION ');
    const ids: readonly { id: string | null }[] = await json('sql', union);
    // A principal id of a session goes on with the session's name.
    hidden = ids.flatMap(({ id }) => id?.split(':')[0] ?? []).filter((id) => /^A[A-Z]{3}[A-Z0-9]{16,}$|^\d{12}$/.test(id) || isAddress(id));
    expect(hidden.length).toBeGreaterThan(20);
    expect(hidden).toEqual(expect.arrayContaining([KEY, '111122223333', '203.0.113.77']));
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('no report and no form of a case shows an id, an account or an address', async () => {
    const reports = join(folder, 'reports');
    mkdirSync(reports);
    const flags = reportFormats.flatMap(({ ending }) => ['--report', join(reports, `case.${ending}`)]);
    const { code, out, err } = await keytrail('investigate', KEY, '--redact', ...flags);
    expect({ code, err, shown: shown(out) }).toEqual({ code: 0, err: '', shown: [] });
    const files = readdirSync(reports);
    expect(files).toHaveLength(reportFormats.length);
    for (const file of files) expect({ file, shown: shown(readFileSync(join(reports, file), 'utf8')) }).toEqual({ file, shown: [] });
    expect(shown((await keytrail('investigate', KEY, '--redact', '--format', 'table')).out)).toEqual([]);
  });

  test('a case keeps its form, its event ids and its times, and says that it is redacted', async () => {
    const real = caseSchema.parse(await json('investigate', KEY));
    const redacted = caseSchema.parse(await json('investigate', KEY, '--redact'));
    expect([real.evidence.redacted, redacted.evidence.redacted]).toEqual([false, true]);
    const told = (document: typeof real) =>
      document.timeline.map(({ eventId, eventTime, eventName, actor }) => [eventId, eventTime, eventName, actor]);
    expect(told(redacted)).toEqual(told(real));
    expect(new Set(redacted.credentials.map(({ id }) => id)).size).toBe(real.credentials.length);
    expect(redacted.subject.id).toMatch(/^AKIARED0/);
  });

  test('detect, sql, lake and verify show none either, in any form', async () => {
    const truth = JSON.parse(readFileSync(join(lab, 'truth.json'), 'utf8'));
    const wrong = join(folder, 'wrong.json');
    writeFileSync(wrong, JSON.stringify({ ...truth, firstUse: { ...truth.firstUse, sourceIPAddress: '198.51.100.99' }, credentials: [] }));
    hidden = [...hidden, '198.51.100.99'];
    const commands = [
      ...['json', 'table', 'csv'].map((format) => ['detect', '--format', format]),
      ['detect', '--hits'],
      ...['json', 'table', 'csv'].map((format) => ['sql', 'SELECT * FROM irworkshopgluetablecloudtrail', '--format', format]),
      ...['json', 'table'].map((format) => ['lake', '--format', format]),
      ...['json', 'table'].map((format) => ['verify', '--truth', wrong, '--format', format]),
    ];
    for (const command of commands) {
      const { out, err } = await keytrail(...command, '--redact');
      expect({ command, empty: out.length < 50, shown: shown(out + err) }).toEqual({ command, empty: false, shown: [] });
    }
  });

  test('what the account says of itself and the files it lies in show none', async () => {
    const report = join(folder, 'report-of-111122223333.csv');
    const user = 'tdir-workshop-sysdev';
    writeFileSync(
      report,
      [
        'user,arn,user_creation_time,password_enabled,password_last_used,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service',
        `${user},arn:aws:iam::111122223333:user/${user},2025-12-01T00:00:00+00:00,false,N/A,true,2025-12-01T00:00:00+00:00,2026-01-20T09:00:00+00:00,ap-south-1,bedrock`,
      ].join('\n'),
    );
    const told = await keytrail('investigate', KEY, '--credential-report', report, '--redact', '--format', 'json');
    const { accountSays, evidence } = caseSchema.parse(JSON.parse(told.out));
    expect(accountSays.map(({ about }) => about)).toContainEqual(expect.stringMatching(/^arn:aws:iam::0000\d{8}:user\/tdir-workshop-mmajor-dev$/));
    expect(evidence.inputs[0]?.file).toMatch(/report-of-0000\d{8}\.csv$/);
    expect(shown(told.out)).toEqual([]);
  });

  test('a time in an answer is left as it is', async () => {
    const query = "SELECT from_iso8601_timestamp('2026-01-07T02:25:18Z') AS t, date '2026-01-07' AS d, 12 AS n";
    expect(await json('sql', query, '--redact')).toEqual(await json('sql', query));
  });

  test('an error shows none', async () => {
    hidden = [...hidden, 'AKIAIAAAAAZZZEXAMPLE'];
    const { code, err } = await keytrail('investigate', 'AKIAIAAAAAZZZEXAMPLE', '--redact');
    expect({ code, shown: shown(err) }).toEqual({ code: 3, shown: [] });
    const query = await keytrail('sql', "SELECT cast('203.0.113.77' AS integer)", '--redact');
    expect({ code: query.code, shown: shown(query.err) }).toEqual({ code: 3, shown: [] });
  });

  test('one thing has one pseudonym, whichever command shows it', async () => {
    const document = await json('investigate', KEY, '--redact');
    const [row] = await json(
      'sql',
      `SELECT useridentity.accesskeyid AS id FROM irworkshopgluetablecloudtrail WHERE useridentity.accesskeyid = '${KEY}' LIMIT 1`,
      '--redact',
    );
    expect(row.id).toBe(document.subject.id);
  });

  test('the key of the pseudonyms is its owner’s alone, and outlasts a later collect', async () => {
    const file = join(lake, 'redaction.key');
    const before = readFileSync(file, 'utf8');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(before).toMatch(/^[0-9a-f]{64}\n$/);
    expect((await keytrail('collect', join(lab, 'logs'), '--lake', lake)).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test('nothing is planned or verified by pseudonyms', async () => {
    const file = join(folder, 'redacted.json');
    await keytrail('investigate', KEY, '--redact', '--report', file);
    expect(await keytrail('contain', 'plan', KEY, '--redact')).toMatchObject({ code: 2, err: expect.stringContaining('contain acts on real ids') });
    for (const command of [
      ['contain', 'plan', file],
      ['verify', file, '--truth', join(lab, 'truth.json')],
    ]) {
      expect(await keytrail(...command)).toMatchObject({ code: 3, err: expect.stringContaining('is a redacted case') });
    }
  });

  test('a case that is kept has the real ids and can be gone on with; what is printed and reported has none', async () => {
    const kept = join(folder, 'kept');
    const report = join(folder, 'forwarded.md');
    const first = await keytrail('investigate', KEY, '--redact', '--save', kept, '--report', report);
    expect({ code: first.code, shown: shown(first.out + first.err + readFileSync(report, 'utf8')) }).toEqual({ code: 0, shown: [] });
    expect(first.err).toContain('keeps the case with its real ids');
    expect(JSON.parse(readFileSync(join(kept, 'case.json'), 'utf8'))).toMatchObject({ subject: { id: KEY }, evidence: { redacted: false } });
    expect(readFileSync(join(kept, 'case.html'), 'utf8')).toContain('203.0.113.77');
    const again = await keytrail('investigate', kept, '--redact', '--format', 'table');
    expect({ code: again.code, shown: shown(again.out) }).toEqual({ code: 0, shown: [] });
    expect((await keytrail('verify', join(kept, 'case.json'), '--truth', join(lab, 'truth.json'))).code).toBe(0);
  });

  test('a redacted report is not laid among the files of the case', async () => {
    const kept = join(folder, 'kept-too');
    expect(await keytrail('investigate', KEY, '--redact', '--save', kept, '--report', join(kept, 'case.html'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('where the case is kept with its real ids'),
    });
  });
});
