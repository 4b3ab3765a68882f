import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logFileKey } from '../trail/trail-key.ts';
import { judgeFile, judgeFolder, type KeyFilter } from './key-filter.ts';

const everything: KeyFilter = { accounts: [], regions: [] };
const root = 's3://bucket/some/AWSLogs/o-a1b2c3d4e5';
const day = `${root}/111122223333/CloudTrail/eu-west-1/2026/01/07`;

describe('a folder', () => {
  test.each([
    [{ accounts: ['444455556666'] }, `${root}`, 'unplaced'],
    [{ accounts: ['444455556666'] }, `${root}/111122223333`, 'unwanted'],
    [{ accounts: ['444455556666'] }, 'AWSLogs/111122223333/Config/eu-west-1', 'unwanted'],
    [{ accounts: ['444455556666', '111122223333'] }, `${root}/111122223333`, 'wanted'],
    [{ regions: ['us-east-1'] }, `${root}/111122223333/CloudTrail`, 'unplaced'],
    [{ regions: ['us-east-1'] }, `${root}/111122223333/CloudTrail-Digest/eu-west-1`, 'unwanted'],
    [{ regions: ['us-east-1'] }, 'AWSLogs/111122223333/CloudTrail-Lake/Query/2026/01/07', 'unplaced'],
    [{ since: '2026-01-09' }, day, 'unwanted'],
    [{ since: '2026-01-08' }, day, 'wanted'],
    [{ until: '2026-01-06' }, day, 'unwanted'],
    [{ until: '2026-01-06T00:00:01Z' }, day, 'wanted'],
    [{ until: '2026-01-06' }, `${root}/111122223333/CloudTrail/eu-west-1/2026/01`, 'wanted'],
    [{ since: '2026-02-02' }, `${root}/111122223333/CloudTrail/eu-west-1/2026/01`, 'unwanted'],
    [{ since: '2026-02-02' }, `${root}/111122223333/CloudTrail/eu-west-1/2025`, 'unwanted'],
    [{ since: '2026-01-01' }, `${root}/111122223333/CloudTrail/eu-west-1/2025`, 'wanted'],
    [{ since: '2026-01-01' }, 'C:\\case\\AWSLogs\\111122223333\\CloudTrail\\eu-west-1\\2024', 'unwanted'],
    [{ accounts: ['444455556666'], since: '2026-01-09' }, '/evidence/logs', 'unplaced'],
  ])('%j of %s: %s', (filter, path, verdict) => {
    expect(judgeFolder({ ...everything, ...filter }, path)).toBe(verdict);
  });
});

test('a file that was copied out of its folders is known by the name that CloudTrail gave it, any other by nothing', () => {
  const copied = '/evidence/111122223333_CloudTrail_eu-west-1_20260107T0235Z_AbCdEfGhIjKlMnOp.json.gz';
  expect(judgeFile({ ...everything, regions: ['us-east-1'] }, copied)).toBe('unwanted');
  expect(judgeFile({ ...everything, since: '2026-01-07T02:00:00Z' }, copied)).toBe('wanted');
  expect(judgeFile({ ...everything, since: '2026-01-07T02:00:00Z' }, '/evidence/export.json')).toBe('unplaced');
  expect(judgeFile({ accounts: ['444455556666'], regions: ['eu-west-1'] }, `${day}/anything.json`)).toBe('unwanted');
});

const ACCOUNTS = ['111122223333', '444455556666'];
const REGIONS = ['us-east-1', 'eu-west-1', 'us-gov-west-1'];
const minute = fc.integer({ min: Date.UTC(2025, 11, 20), max: Date.UTC(2026, 1, 10) }).map((time) => time - (time % 60_000));

test('whatever it asks, a filter loses no event that it wants, neither by the file nor by a folder above it', () => {
  fc.assert(
    fc.property(
      fc.record({
        account: fc.constantFrom(...ACCOUNTS),
        region: fc.constantFrom(...REGIONS),
        event: minute,
        lag: fc.integer({ min: 0, max: 24 * 60 }).map((minutes) => minutes * 60_000),
        organization: fc.constantFrom({}, { organizationId: 'o-a1b2c3d4e5' }, { prefix: 'a/b' }),
        accounts: fc.subarray(ACCOUNTS),
        regions: fc.subarray(REGIONS),
        span: fc.tuple(minute, minute).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
      }),
      ({ account, region, event, lag, organization, accounts, regions, span: [since, until] }) => {
        const filter = { accounts, regions, since: new Date(since).toISOString(), until: new Date(until).toISOString() };
        const key = logFileKey({ accountId: account, region, ...organization }, event + lag, 'AbCdEfGhIjKlMnOp');
        const isListed = (list: readonly string[], value: string) => list.length === 0 || list.includes(value);
        fc.pre(isListed(accounts, account) && isListed(regions, region) && event >= since && event < until);
        expect(judgeFile(filter, key)).toBe('wanted');
        for (let end = key.lastIndexOf('/'); end > 0; end = key.lastIndexOf('/', end - 1)) {
          expect(judgeFolder(filter, key.slice(0, end))).not.toBe('unwanted');
        }
      },
    ),
    { numRuns: 500 },
  );
});
