import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../src/core/finding.ts';
import { commandLine } from './support/command-line.ts';
import { networkDatabaseOf } from './support/network-database.ts';

/* `keytrail detect` over the logs of AWS's workshop; expected values are its facts (contracts, section 9). */
const folder = mkdtempSync(join(tmpdir(), 'keytrail-detect-'));
const lake = join(folder, 'lake');
const KEY = 'AKIAIAAAAAAAAEXAMPLE';

const { keytrail, json } = commandLine({ KEYTRAIL_LAKE: lake });

function write(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

beforeAll(async () => {
  await keytrail('simulate', 'iam-credential-exposure', '--out', join(folder, 'logs'), '--events', '400');
  await keytrail('collect', join(folder, 'logs'));
}, 120_000);

describe('--allow', () => {
  const matches = (findings: readonly Finding[]): number => findings.reduce((sum, { count }) => sum + count, 0);

  test('what is known good is no finding, and every match of it is counted', async () => {
    const all = await json('detect');
    const own = all.findings.filter(({ group }: Finding) => group === KEY);
    const list = write(
      'known.yml',
      `- reason: an exercise\n  principal: 'arn:aws:iam::*:user/tdir-workshop-sysdev'\n- {reason: gone, network: 100.64.0.0/24}\n`,
    );
    const { out, err } = await keytrail('detect', '--allow', list, '--format', 'json');
    const { findings, silenced } = JSON.parse(out);
    expect(own.length).toBeGreaterThan(0);
    expect(findings.map(({ group }: Finding) => group)).not.toContain(KEY);
    expect(matches(findings) + silenced[0].matches).toBe(matches(all.findings));
    expect(silenced).toEqual([
      expect.objectContaining({ file: list, line: 1, reason: 'an exercise', matches: matches(own) }),
      expect.objectContaining({ line: 3, reason: 'gone', matches: 0, lastTime: null }),
    ]);
    expect(err).toContain(`warning: "${list}", line 3 (gone) silenced nothing`);
    expect((await keytrail('detect', '--allow', list, '--format', 'table')).out).toMatch(/KNOWN GOOD\n.*\n.*\n.*an exercise +\d+/);
  });

  test('JSONL has a line for each finding, as JSON lists them', async () => {
    const { out } = await keytrail('detect', '--format', 'jsonl');
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual((await json('detect')).findings);
  });

  test('a list with a fault is refused whole, by file and line', async () => {
    const list = write('faulty.yml', '- {reason: x, rule: a}\n- {reason: x, network: 203.0.113.1/24}\n');
    const { code, err } = await keytrail('detect', '--allow', list);
    expect({ code, err }).toEqual({ code: 3, err: expect.stringContaining(`"${list}" is no known-good list: line 2: entry 2, network`) });
  });
});

describe('--explain', () => {
  test('tells which rules match an event and why, with the author of each, and what others lack', async () => {
    const [{ eventid }] = await json('sql', "SELECT eventid FROM irworkshopgluetablecloudtrail WHERE eventtime = '2026-01-07T02:25:18Z'");
    const explained = await json('detect', '--explain', eventid);
    expect(explained).toMatchObject({ eventId: eventid, eventName: 'GetCallerIdentity', eventTime: '2026-01-07T02:25:18Z' });
    expect(explained.matches).toEqual([
      expect.objectContaining({
        title: 'Long-term key asks who it is',
        author: 'keytrail',
        licence: 'Apache-2.0',
        checks: expect.arrayContaining([{ field: 'eventName', asked: 'getcalleridentity', found: 'GetCallerIdentity' }]),
      }),
    ]);
    const other = write(
      'other.yml',
      '{title: Other, id: other, author: A. Uthor, license: DRL-1.1, detection: {s: {eventName: GetCallerIdentity, awsRegion: moon-1}, condition: s}}',
    );
    const { out } = await keytrail('detect', '--explain', eventid, '--rules', other, '--format', 'table');
    expect(out).toMatch(/no rule matches\n\nNO MATCH, 1 missing {2}\w+ {2}Other\nother \| A\. Uthor \| DRL-1\.1\n/);
    expect(out).toMatch(/awsRegion +moon-1 +us-east-1/);
    expect((await keytrail('detect', '--explain', 'no-such-event')).err).toContain('the lake holds no event "no-such-event".');
  });
});

test('--report writes the findings by the ending of the file; another ending is refused before anything is done', async () => {
  const [sarif, ocsf] = [join(folder, 'out.sarif'), join(folder, 'out.ocsf.jsonl')];
  const { findings } = await json('detect', '--min-level', 'high', '--report', sarif, '--report', ocsf);
  const ids = findings.map(({ id }: Finding) => id);
  const { results } = JSON.parse(readFileSync(sarif, 'utf8')).runs[0];
  expect(results.map((one: { partialFingerprints: object }) => Object.values(one.partialFingerprints)[0])).toEqual(ids);
  const lines = readFileSync(ocsf, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).finding_info.uid)).toEqual(ids);
  expect((await keytrail('detect', '--report', join(folder, 'out.pdf'))).code).toBe(2);
});

test('the keys whose use is unusual stand below the findings, each with the signs that make its score', async () => {
  const { behaviour } = await json('detect', '--min-level', 'critical');
  expect(behaviour[0]).toMatchObject({ key: KEY, rating: 'high', address: '203.0.113.77', since: '2026-01-07T02:25:18Z' });
  const { out } = await keytrail('detect', '--min-level', 'critical', '--format', 'table');
  expect(out).toMatch(new RegExp(`KEYS BY HOW UNUSUAL THEIR USE IS\n.*\n.*\n${KEY} +high`));
});

describe('--geo', () => {
  const database = (name: string, bytes: Buffer): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const networks = { '203.0.113.0/24': { autonomous_system_number: 64_500, autonomous_system_organization: 'Example\u001b[31m Hosting' } };
  const asn = database('asn.mmdb', networkDatabaseOf('GeoLite2-ASN', networks));
  const country = database('country.mmdb', networkDatabaseOf('GeoLite2-Country', { '203.0.113.0/24': { country: { iso_code: 'NL' } } }));

  test('detect shows network and country of the address, whoever named the network', async () => {
    const location = { asn: 64_500, organization: 'Example\u001b[31m Hosting', country: 'NL' };
    const { behaviour } = await json('detect', '--min-level', 'critical', '--geo', asn, '--geo', country);
    expect(behaviour[0]).toMatchObject({ key: KEY, address: '203.0.113.77', location });
    const { out } = await keytrail('detect', '--min-level', 'critical', '--geo', asn, '--geo', country, '--format', 'table');
    expect(out).toMatch(/203\.0\.113\.77 \(AS64500/);
    expect(out).not.toContain('\u001b[31m');
    expect((await json('detect', '--min-level', 'critical')).behaviour[0]).not.toHaveProperty('location');
  });

  test('investigate keeps them in the case, with the hash of the file, and the report shows them', async () => {
    const report = join(folder, 'geo.md');
    const found = await json('investigate', KEY, '--geo', asn, '--geo', country, '--report', report);
    expect(found.networks).toContainEqual({ address: '203.0.113.77', asn: 64_500, organization: 'Example\u001b[31m Hosting', country: 'NL' });
    expect(found.evidence.inputs).toEqual([asn, country].map((file) => ({ file, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })));
    expect(readFileSync(report, 'utf8')).toContain('AS64500 Example');
    expect(await json('investigate', KEY)).not.toHaveProperty('networks');
  });

  test('a file that is missing, wrong or cut is named with the next step', async () => {
    const cut = database('cut.mmdb', readFileSync(asn).subarray(0, 400));
    for (const command of [['detect'], ['investigate', KEY]]) {
      const { code, err } = await keytrail(...command, '--geo', cut);
      expect({ code, err }).toEqual({ code: 3, err: expect.stringMatching(/cut\.mmdb" is no MaxMind database.*GeoLite2-ASN\.mmdb/s) });
    }
    expect((await keytrail('detect', '--geo', join(folder, 'none.mmdb'))).err).toContain('there is no file');
  });
});
