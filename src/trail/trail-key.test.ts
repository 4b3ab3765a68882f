import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestFileKey, logFileKey, parseTrailKey } from './trail-key.ts';

const ACCOUNT = '111122223333';
const LOG = 'AWSLogs/111122223333/CloudTrail/us-east-2/2026/01/07/111122223333_CloudTrail_us-east-2_20260107T0230Z_7xgocspSowgK0Gto.json.gz';

describe('parseTrailKey', () => {
  test('reads the key of a log file', () => {
    expect(parseTrailKey(LOG)).toEqual({
      family: 'log',
      prefix: '',
      organizationId: null,
      accountId: ACCOUNT,
      region: 'us-east-2',
      time: '2026-01-07T02:30:00Z',
      digest: null,
    });
  });

  test('reads prefix and organization', () => {
    expect(parseTrailKey(`some/prefix/AWSLogs/o-a1b2c3d4e5/${LOG.slice('AWSLogs/'.length)}`)).toMatchObject({
      prefix: 'some/prefix',
      organizationId: 'o-a1b2c3d4e5',
    });
  });

  test('reads a bare file name, and a path of Windows', () => {
    expect(parseTrailKey('218007301253_CloudTrail_us-east-1_20230710T1145Z_7xgocspSowgK0Gto.json.gz')).toMatchObject({
      family: 'log',
      accountId: '218007301253',
      time: '2023-07-10T11:45:00Z',
    });
    expect(parseTrailKey(LOG.replaceAll('/', '\\'))?.region).toBe('us-east-2');
  });

  test('reads the key of a digest, and knows one that was made later', () => {
    const name = `${ACCOUNT}_CloudTrail-Digest_us-east-1_my_trail_eu-west-1_20260107T033000Z`;
    expect(parseTrailKey(`AWSLogs/${ACCOUNT}/CloudTrail-Digest/us-east-1/2026/01/07/${name}.json.gz`)).toMatchObject({
      family: 'digest',
      time: '2026-01-07T03:30:00Z',
      digest: { trailName: 'my_trail', homeRegion: 'eu-west-1', backfill: false },
    });
    expect(parseTrailKey(`${name}_backfill.json.gz`)?.digest?.backfill).toBe(true);
  });

  test.each([
    ['Insight', 'insight'],
    ['NetworkActivity', 'network-activity'],
    ['Aggregated', 'aggregated'],
    ['Tomorrow', 'other'],
  ])('tells CloudTrail-%s apart from logs', (folder, family) => {
    expect(parseTrailKey(LOG.replaceAll('CloudTrail', `CloudTrail-${folder}`))?.family).toBe(family);
  });

  test.each([
    '',
    'truth.json',
    'public-keys.json',
    `${ACCOUNT}_CloudTrail_us-east-1_20261307T0230Z_7xgocspSowgK0Gto.json.gz`,
    `${ACCOUNT}_CloudTrail_us-east-1_20260230T0230Z_7xgocspSowgK0Gto.json.gz`,
    `${LOG}.meta.json`,
    '11112222333_CloudTrail_us-east-1_20260107T0230Z_7xgocspSowgK0Gto.json.gz',
  ])('takes %j for no name of CloudTrail', (key) => {
    expect(parseTrailKey(key)).toBeNull();
  });

  test('never throws, whatever the name', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseTrailKey(text)));
  });
});

test('keys are read back as they were made', () => {
  const place = fc.record({
    prefix: fc.constantFrom('', 'a', 'a/b-c'),
    organizationId: fc.constantFrom('', 'o-a1b2c3d4e5'),
    accountId: fc.constant(ACCOUNT),
    region: fc.constantFrom('us-east-1', 'eu-west-1', 'us-gov-west-1'),
  });
  const minutes = fc.integer({ min: 0, max: 60_000_000 });
  fc.assert(
    fc.property(place, minutes, (where, minute) => {
      const time = new Date(minute * 60_000).toISOString().replace('.000', '');
      const expected = { prefix: where.prefix, organizationId: where.organizationId || null, accountId: ACCOUNT, region: where.region, time };
      expect(parseTrailKey(logFileKey(where, minute * 60_000, 'abcdefgh01234567'))).toEqual({ ...expected, family: 'log', digest: null });
      const trail = { name: 'main_trail', homeRegion: 'us-east-1' };
      const digest = { trailName: 'main_trail', homeRegion: 'us-east-1', backfill: false };
      expect(parseTrailKey(digestFileKey(where, trail, minute * 60_000))).toEqual({ ...expected, family: 'digest', digest });
    }),
  );
});
