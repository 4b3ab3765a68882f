import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { investigateLake } from '../src/app/investigate.ts';
import { collect } from '../src/lake/collect.ts';
import type { LakeCoverage } from '../src/lake/coverage.ts';
import { readLogValidation } from '../src/lake/digest-ledger.ts';
import { openLake } from '../src/lake/open-lake.ts';
import { simulate } from '../src/simulate/simulate.ts';

/*
 * What a lake and a case know of the digests that came with the logs. Expected counts are read from the digests with JSON.parse, or follow from what the
 * test did to the files.
 */
const folder = mkdtempSync(join(tmpdir(), 'keytrail-digest-coverage-'));
const clean = join(folder, 'clean');
const KEY = 'AKIAIAAAAAAAAEXAMPLE';
let made = 0;

/** A copy of the trail that a test may change, and a lake of its own. */
function trail() {
  const root = join(folder, `copy-${made++}`);
  cpSync(clean, root, { recursive: true, preserveTimestamps: true });
  const at = (path: string): string => join(root, 'logs', path);
  const digestFolder = at('AWSLogs/111122223333/CloudTrail-Digest');
  const digests = readdirSync(digestFolder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json.gz'))
    .map((path) => join(digestFolder, path))
    .sort();
  const named = digests.flatMap((path) => contentOf(path).logFiles.map((file) => ({ ...file, path: at(file.s3Object) })));
  return { root, lake: join(root, 'lake'), digestFolder, digests, named };
}

interface DigestText {
  readonly digestStartTime: string;
  readonly digestEndTime: string;
  readonly logFiles: readonly { readonly s3Object: string; readonly oldestEventTime: string; readonly newestEventTime: string }[];
}
const contentOf = (path: string): DigestText => JSON.parse(gunzipSync(readFileSync(path)).toString());

async function coverageOf(lake: string): Promise<LakeCoverage> {
  const opened = await openLake(lake);
  try {
    return await opened.coverage();
  } finally {
    await opened.close();
  }
}
const validationOf = readLogValidation;
const caseOf = (lake: string) =>
  investigateLake({ lake, subjects: [KEY], command: 'test', version: '0' }, { now: () => new Date('2026-01-11T00:00:00Z') });

beforeAll(async () => {
  await simulate({ scenario: 'iam-credential-exposure', seed: 1, events: 200, days: 4, out: clean });
}, 60_000);

describe('a lake of logs that came with their digests', () => {
  test('says how many of the log files that it loaded are proved, and the case repeats it', async () => {
    const { root, lake, named } = trail();
    await collect(lake, [root]);
    const { validation, files } = await coverageOf(lake);
    expect(validation).toMatchObject({
      verdict: 'intact',
      digests: { valid: 72, missing: 0 },
      logFiles: { valid: named.length, invalid: 0, unverified: files - named.length, missing: 0 },
    });
    const { coverage } = await caseOf(lake);
    expect(coverage.gaps).toEqual([]);
    expect(coverage.digests).toBe(
      `${named.length} of ${files} log files proved unchanged; of ${files - named.length} there is no proof (by the public keys that came with the logs)`,
    );
  });

  test('what was deleted or changed is among the unknowns of the case, with the span of time', async () => {
    const { root, lake, named, digests } = trail();
    const [gone, changed] = [named[0], named.at(-1)];
    const cut = contentOf(digests[30] ?? '');
    rmSync(gone?.path ?? '');
    rmSync(digests[30] ?? '');
    writeFileSync(
      changed?.path ?? '',
      gzipSync(
        gunzipSync(readFileSync(changed?.path ?? ''))
          .toString()
          .replace('"eventName":"', '"eventName":"X'),
      ),
    );
    await collect(lake, [root]);
    const { coverage, unknowns } = await caseOf(lake);
    expect(coverage.digests).toMatch(/^1 log file is not what the digests recorded, 1 log file is missing and 1 gap is where digests were; /);
    expect(coverage.gaps).toEqual([
      {
        from: gone?.oldestEventTime,
        to: gone?.newestEventTime,
        why: `1 log file that digests name is missing (first: anycompany-cloudtrail-111122223333/${gone?.s3Object})`,
      },
      { from: changed?.oldestEventTime, to: changed?.newestEventTime, why: `1 log file is not what the digests recorded (first: ${changed?.path})` },
      {
        from: cut.digestStartTime,
        to: cut.digestEndTime,
        why: 'digests of CloudTrail are missing, so nobody can say which log files there were (account 111122223333, us-east-1)',
      },
    ]);
    for (const { from, to, why } of coverage.gaps) expect(unknowns).toContain(`Between ${from} and ${to} something may be missing: ${why}.`);
  });
});

describe('a lake that grows', () => {
  test('knows at the end what one run would know: logs first, then digests, then keys', async () => {
    const { root, lake, digestFolder, named } = trail();
    const logs = join(root, 'logs', 'AWSLogs', '111122223333', 'CloudTrail');
    await collect(lake, [logs]);
    expect(await validationOf(lake)).toBeNull();
    await collect(lake, [logs, digestFolder]);
    expect(await validationOf(lake)).toMatchObject({ verdict: 'unverified', digests: { unverified: 72 }, logFiles: { valid: 0 } });
    await collect(lake, [logs, join(root, 'public-keys.json')]);
    expect(await validationOf(lake)).toMatchObject({ verdict: 'intact', digests: { valid: 72 }, logFiles: { valid: named.length, missing: 0 } });
  });

  test('remembers what it read: the verdict stays when digests and logs are gone from where they were', async () => {
    const { root, lake, digestFolder, named } = trail();
    await collect(lake, [root]);
    const { size } = statSync(join(lake, 'digests.json'));
    rmSync(digestFolder, { recursive: true });
    rmSync(named[0]?.path ?? '');
    await collect(lake, [join(root, 'logs')]);
    expect(await validationOf(lake)).toMatchObject({ verdict: 'intact', digests: { valid: 72 }, logFiles: { valid: named.length, missing: 0 } });
    expect(statSync(join(lake, 'digests.json')).size).toBe(size);
  });

  test('looks again at a log file that has changed since', async () => {
    const { root, lake, named } = trail();
    const path = named[0]?.path ?? '';
    await collect(lake, [root]);
    writeFileSync(path, gzipSync('{"Records":[]}'));
    utimesSync(path, 1, 1);
    await collect(lake, [root]);
    expect(await validationOf(lake)).toMatchObject({ verdict: 'tampered', problems: [{ kind: 'log-invalid', file: path }] });
  });

  test('does not miss what it was not asked to collect, and does once it was', async () => {
    const { root, lake, digests, named } = trail();
    const day = { accounts: [], regions: [], since: '2026-01-07T00:00:00Z', until: '2026-01-07T12:00:00Z' };
    const gone = named.find(({ s3Object }) => s3Object.includes('/2026/01/05/'))?.path ?? '';
    rmSync(gone);
    await collect(lake, [root], { discovery: { filter: day } });
    const partly = await validationOf(lake);
    expect(partly).toMatchObject({ verdict: 'intact', logFiles: { missing: 0 } });
    expect(partly?.digests.valid).toBeLessThan(digests.length);
    await collect(lake, [root]);
    expect(await validationOf(lake)).toMatchObject({ verdict: 'tampered', problems: [{ kind: 'log-missing' }] });
  });

  test('says that its own record of digests is damaged', async () => {
    const { root, lake } = trail();
    await collect(lake, [root]);
    writeFileSync(join(lake, 'validation.json'), '{}');
    await expect(openLake(lake)).rejects.toMatchObject({ code: 'KT_LAKE_DAMAGED' });
  });
});
