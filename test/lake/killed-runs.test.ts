import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collect } from '../../src/lake/collect.ts';
import { readLogValidation } from '../../src/lake/digest-ledger.ts';
import { verifyLake } from '../../src/lake/verify-lake.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { killRuns } from './killed-runs.ts';
import { lakeSum } from './lake-sum.ts';

const folder = mkdtempSync(join(tmpdir(), 'keytrail-kills-'));
const logs = join(folder, 'logs');
const isLog = (path: string): boolean => path.includes('/CloudTrail/') && path.endsWith('.json.gz');

beforeAll(async () => {
  const simulated = join(folder, 'simulated');
  await simulate({ scenario: 'iam-credential-exposure', seed: 1, events: 9000, days: 5, out: simulated });
  mkdirSync(join(logs, 'copies'), { recursive: true });
  cpSync(simulated, join(logs, 'trail'), { recursive: true });
  // Second copies of the same events that can be told from the first: which one stays must not depend on where a run was killed.
  for (const [at, path] of readdirSync(simulated, { recursive: true, encoding: 'utf8' }).filter(isLog).entries()) {
    const text = gunzipSync(readFileSync(join(simulated, path))).toString();
    writeFileSync(join(logs, 'copies', `${at}.json.gz`), gzipSync(text.replaceAll('"userAgent":"', '"userAgent":"copy of ')));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('runs killed at random moments and one that ends give the rows, the records and the verdict of a single run', async () => {
  const clean = join(folder, 'clean');
  const { files } = await collect(clean, [logs]);
  const lake = join(folder, 'lake');
  // `npm run soak -- --kills 10` does so with a million events.
  await killRuns({ lake, logs, files, kills: 6, seed: 7, batchEvents: 500 });
  await collect(lake, [logs]);
  expect(await lakeSum(lake)).toEqual(await lakeSum(clean));
  expect(await readLogValidation(lake)).toEqual(await readLogValidation(clean));
  expect(await verifyLake(lake)).toMatchObject({ verdict: 'whole', faults: [] });
});
