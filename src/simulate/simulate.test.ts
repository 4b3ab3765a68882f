import { createHash, createPublicKey, verify } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { CloudTrailEvent } from '../core/event.ts';
import { type Truth, truthSchema } from '../core/truth.ts';
import { scenarios } from './scenarios/index.ts';
import { type SimulationReport, simulate } from './simulate.ts';

// Simulations are written and read in full: seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const NOISE = 3000;
const root = await mkdtemp(join(tmpdir(), 'keytrail-simulate-'));
afterAll(() => rm(root, { recursive: true, force: true }));

/** Reads a simulation with nothing but Node: what the simulator says of itself is not believed. */
async function readBack(folder: string): Promise<{ files: Map<string, Buffer>; records: CloudTrailEvent[]; truth: Truth }> {
  const files = new Map<string, Buffer>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    files.set(path.slice(folder.length + 1).replaceAll('\\', '/'), path.endsWith('.gz') ? gunzipSync(bytes) : bytes);
  }
  const records = [...files]
    .filter(([path]) => path.includes('/CloudTrail/'))
    .flatMap(([, text]) => (JSON.parse(text.toString()) as { Records: CloudTrailEvent[] }).Records);
  return { files, records, truth: truthSchema.parse(JSON.parse(files.get('truth.json')?.toString() ?? '')) };
}

const jsonOf = (files: ReadonlyMap<string, Buffer>): Map<string, string> =>
  new Map(
    [...files].filter(([path]) => !/Digest|public-keys/.test(path)).map(([path, bytes]) => [path, createHash('sha256').update(bytes).digest('hex')]),
  );

describe.each(scenarios.map(({ id }) => id))('a simulation of %s', (scenario) => {
  let report: SimulationReport;
  let files: Map<string, Buffer>;
  let records: CloudTrailEvent[];
  let events: CloudTrailEvent[];
  let truth: Truth;
  beforeAll(async () => {
    report = await simulate({ scenario, seed: 1, events: NOISE, out: join(root, scenario) });
    ({ files, records, truth } = await readBack(join(root, scenario)));
    events = [...new Map(records.map((record) => [record.eventID, record])).values()];
  });

  test('reports what is there: events, second copies, files, accounts, regions', () => {
    expect(report).toMatchObject({ scenario, seed: 1, days: 21, attackEvents: truth.attackerEventIds.length });
    expect(report.events).toBe(events.length);
    expect(report.copies).toBe(records.length - events.length);
    // The answer key is not one of the trail's files.
    expect(report.files).toBe(files.size - 1);
    expect(report.accounts).toEqual([...new Set(events.map((event) => event.recipientAccountId))].sort());
    expect(report.regions).toEqual([...new Set(events.map((event) => event.awsRegion))].sort());
  });

  test('delivers second copies byte for byte', () => {
    const texts = new Map<string, Set<string>>();
    for (const record of records) texts.set(record.eventID, (texts.get(record.eventID) ?? new Set()).add(JSON.stringify(record)));
    expect([...texts.values()].every((variants) => variants.size === 1)).toBe(true);
    expect(report.copies).toBeGreaterThan(0);
  });

  test('puts files where a trail puts them, by account, region and minute of delivery', () => {
    const shape =
      /^logs\/AWSLogs\/(\d{12})\/CloudTrail\/([a-z0-9-]+)\/(\d{4})\/(\d\d)\/(\d\d)\/\1_CloudTrail_\2_\3\4\5T(\d{4})Z_[A-Za-z0-9]{16}\.json\.gz$/;
    for (const [path, bytes] of files) {
      if (!path.includes('/CloudTrail/')) continue;
      expect(path).toMatch(shape);
      const [, account, region, year, month, day, time = ''] = shape.exec(path) ?? [];
      const delivered = Date.parse(`${year}-${month}-${day}T${time.slice(0, 2)}:${time.slice(2)}:00Z`);
      for (const record of (JSON.parse(bytes.toString()) as { Records: CloudTrailEvent[] }).Records) {
        expect([record.recipientAccountId, record.awsRegion]).toEqual([account, region]);
        const lag = (delivered - Date.parse(record.eventTime)) / 60_000;
        expect(lag).toBeGreaterThanOrEqual(2);
        expect(lag).toBeLessThanOrEqual(15);
      }
    }
  });

  test('writes records with the members that their kind of caller has', () => {
    for (const record of events) expect(faultsOf(record), JSON.stringify(record)).toEqual([]);
  });

  test('uses sessions between their opening and their end', () => {
    const sessions = new Map<string, { from: string; to: number }>();
    for (const event of events) {
      const credentials = event.responseElements?.['credentials'] as { accessKeyId: string; expiration: string } | undefined;
      if (credentials) sessions.set(credentials.accessKeyId, { from: event.eventTime, to: Date.parse(`${credentials.expiration} UTC`) });
    }
    expect(sessions.size).toBeGreaterThan(20);
    for (const event of events) {
      const session = sessions.get(event.userIdentity?.accessKeyId ?? '');
      if (!session) continue;
      expect(event.eventTime >= session.from, JSON.stringify(event)).toBe(true);
      expect(Date.parse(event.eventTime)).toBeLessThanOrEqual(session.to);
    }
  });

  test('holds no id that could be real, and no secret', () => {
    for (const [path, bytes] of files) {
      const text = bytes.toString();
      for (const [id] of text.matchAll(/\b(AKIA|ASIA|AIDA|AROA|AIPA|ANPA)[A-Z0-9]{12,}\b/g)) expect(id, path).toMatch(/^.{4}I[A-Z2-7]{8,9}EXAMPLE$/);
      for (const [, token] of text.matchAll(/"sessionToken":"([^"]*)"/g)) expect(token).toBe('EXAMPLE-NOT-A-SESSION-TOKEN');
      expect(text).not.toMatch(/secretAccessKey|"password"/i);
    }
    for (const account of accountsOf(events)) expect(['111122223333', '444455556666', '123456789012']).toContain(account);
  });

  test('signs digests that prove its files, and no others', () => {
    const [entry] = (JSON.parse(files.get('public-keys.json')?.toString() ?? '') as { PublicKeyList: { Value: string; Fingerprint: string }[] })
      .PublicKeyList;
    const der = Buffer.from(entry?.Value ?? '', 'base64');
    expect(entry?.Fingerprint).toBe(createHash('md5').update(der).digest('hex'));
    const key = createPublicKey({ key: der, format: 'der', type: 'pkcs1' });
    const digests = [...files].filter(([path]) => path.includes('/CloudTrail-Digest/') && path.endsWith('.gz')).sort(([a], [b]) => (a < b ? -1 : 1));
    expect(digests).toHaveLength(72);
    const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
    let previous: string | null = null;
    let proven = 0;
    for (const [path, bytes] of digests) {
      const digest = JSON.parse(bytes.toString());
      const { signature } = JSON.parse(files.get(`${path}.meta.json`)?.toString() ?? '') as { signature: string };
      const text = [digest.digestEndTime, `${digest.digestS3Bucket}/${digest.digestS3Object}`, sha(bytes), previous ?? 'null'].join('\n');
      expect(verify('RSA-SHA256', Buffer.from(text), key, Buffer.from(signature, 'hex'))).toBe(true);
      expect(verify('RSA-SHA256', Buffer.from(text.replace('2026', '2027')), key, Buffer.from(signature, 'hex'))).toBe(false);
      expect(`logs/${digest.digestS3Object}`).toBe(path);
      expect(digest.previousDigestSignature).toBe(previous);
      for (const log of digest.logFiles) expect(log.hashValue).toBe(sha(files.get(`logs/${log.s3Object}`) ?? Buffer.alloc(0)));
      proven += digest.logFiles.length;
      previous = signature;
    }
    expect(proven).toBeGreaterThan(10);
  });

  test('has an answer key that the logs bear out', () => {
    const byId = new Map(events.map((event) => [event.eventID, event]));
    const attack = truth.attackerEventIds.map((id) => byId.get(id));
    expect(attack).not.toContain(undefined);
    expect(attack.map((event) => event?.eventTime)).toEqual(attack.map((event) => event?.eventTime).sort());
    expect(Object.values(truth.stages).flat().sort()).toEqual([...truth.attackerEventIds].sort());
    for (const credential of truth.credentials) {
      const calls = events.filter((event) => event.userIdentity?.accessKeyId === credential.id);
      expect([credential.id, calls.length]).toEqual([credential.id, credential.calls]);
      expect(calls.filter((event) => event.errorCode !== undefined)).toHaveLength(credential.errors);
      if (credential.state === 'sleeper') expect(calls).toEqual([]);
      if (credential.mintedBy) {
        expect(byId.get(credential.mintedBy.eventId)).toMatchObject({
          eventName: credential.mintedBy.eventName,
          eventTime: credential.mintedBy.eventTime,
        });
      }
    }
    for (const edge of truth.edges)
      expect(byId.get(edge.eventId)?.userIdentity?.accessKeyId ?? null).toBe(edge.from.startsWith('login-profile:') ? null : edge.from);
    expect(truth.indicators.sourceIPs).toEqual([...new Set(attack.map((event) => event?.sourceIPAddress))].sort());
  });

  test.each([2, 3, 4, 5])('has such an answer key for seed %i, over few days too', async (seed) => {
    await simulate({ scenario, seed, events: 0, days: seed % 2 === 0 ? 1 : 4, out: join(root, 'seeds') });
    const other = await readBack(join(root, 'seeds'));
    const written = new Map(other.records.map((record) => [record.eventID, record]));
    for (const { id, calls } of other.truth.credentials) {
      expect([id, [...written.values()].filter((event) => event.userIdentity?.accessKeyId === id).length]).toEqual([id, calls]);
    }
    for (const id of other.truth.attackerEventIds) expect(written.has(id)).toBe(true);
  });

  test('gives the same bytes again for the same seed, others for another', async () => {
    await simulate({ scenario, seed: 1, events: NOISE, out: join(root, 'again') });
    await simulate({ scenario, seed: 2, events: NOISE, out: join(root, 'other') });
    expect(jsonOf((await readBack(join(root, 'again'))).files)).toEqual(jsonOf(files));
    const other = await readBack(join(root, 'other'));
    expect(other.truth.subject.id).not.toBe(truth.subject.id);
    const ids = new Set(events.map((event) => event.eventID));
    expect(other.records.some((record) => ids.has(record.eventID))).toBe(false);
  });

  test('leaves the attack as it is when there is more or less noise', async () => {
    await simulate({ scenario, seed: 1, events: 0, out: join(root, 'quiet') });
    const quiet = await readBack(join(root, 'quiet'));
    expect(quiet.truth.attackerEventIds).toEqual(truth.attackerEventIds);
    expect(new Set(quiet.records.map((record) => record.eventID)).size).toBe(events.length - NOISE);
  });
});

describe('simulate', () => {
  test('stops when told to, and leaves nothing behind', async () => {
    const abort = new AbortController();
    const out = join(root, 'aborted');
    const run = simulate(
      { scenario: 'iam-credential-exposure', seed: 1, events: 2000, out },
      { onProgress: () => abort.abort(), signal: abort.signal },
    );
    await expect(run).rejects.toThrow(/abort/i);
    expect(await readdir(root)).not.toContain('aborted');
  });

  test('tells its progress', async () => {
    const seen: number[] = [];
    const options = { scenario: 'iam-credential-exposure', seed: 1, events: 500, days: 2, out: join(root, 'progress') };
    const report = await simulate(options, { onProgress: ({ events, total }) => seen.push(events / total) });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBeGreaterThan(0.95);
    expect(report.days).toBe(2);
  });
});

const accountsOf = (events: readonly CloudTrailEvent[]): Set<string> =>
  new Set(events.flatMap((event) => [event.recipientAccountId, event.userIdentity?.accountId]).filter((id) => id !== undefined));

/** What a record lacks or has too much, by the documents on record contents and on the element userIdentity. */
function faultsOf(record: CloudTrailEvent): string[] {
  const identity = record.userIdentity ?? {};
  const { type, accessKeyId } = identity;
  const context = identity.sessionContext;
  const always = [
    'eventVersion',
    'eventTime',
    'userIdentity',
    'eventSource',
    'eventName',
    'awsRegion',
    'sourceIPAddress',
    'userAgent',
    'requestParameters',
    'responseElements',
    'eventID',
    'eventType',
    'recipientAccountId',
    'readOnly',
    'managementEvent',
    'eventCategory',
  ];
  const needs: Record<string, readonly string[]> = {
    IAMUser: ['principalId', 'arn', 'accountId', 'userName'],
    AssumedRole: ['principalId', 'arn', 'accountId', 'sessionContext'],
    FederatedUser: ['principalId', 'arn', 'accountId', 'accessKeyId', 'sessionContext'],
    AWSService: ['invokedBy'],
    AWSAccount: ['principalId', 'accountId'],
    SAMLUser: ['principalId', 'userName', 'identityProvider'],
    WebIdentityUser: ['principalId', 'userName', 'identityProvider'],
    IdentityCenterUser: ['accountId', 'onBehalfOf', 'credentialId'],
  };
  const keyless = ['AWSService', 'AWSAccount', 'SAMLUser', 'WebIdentityUser', 'IdentityCenterUser'];
  const rules: [boolean, string][] = [
    ...always.map((name): [boolean, string] => [Object.hasOwn(record, name), `no ${name}`]),
    ...(record.eventName === 'CheckMfa' ? ['principalId', 'accountId', 'accessKeyId', 'userName'] : (needs[type ?? ''] ?? [])).map(
      (name): [boolean, string] => [Object.hasOwn(identity, name), `no userIdentity.${name}`],
    ),
    [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(record.eventTime), 'eventTime is not in whole seconds'],
    [type !== undefined ? type in needs : record.eventType === 'AwsServiceEvent', 'unknown type of identity'],
    [!keyless.includes(type ?? '') || (accessKeyId === undefined && identity.arn === undefined), 'a caller without a key has one'],
    [!accessKeyId?.startsWith('AKIA') || context === undefined, 'a long-term key has a session'],
    [!accessKeyId?.startsWith('ASIA') || /Z$/.test(context?.attributes?.creationDate ?? ''), 'a session without a creation date'],
    [(context?.attributes?.creationDate ?? '') <= record.eventTime, 'a session used before it was opened'],
    [type !== 'AssumedRole' || /^AROA\w{17}:.+/.test(identity.principalId ?? ''), 'the principal is no role session'],
    [type !== 'AssumedRole' || context?.sessionIssuer?.principalId === identity.principalId?.split(':')[0], 'session and issuer differ'],
    [record.eventSource !== 'signin.amazonaws.com' || record.eventType === 'AwsConsoleSignIn', 'a sign-in of a wrong type'],
    [(record.requestID === undefined) === (record.eventType !== 'AwsApiCall'), 'requestID'],
    [record.eventSource !== 's3.amazonaws.com' || /^\[.*\]$/.test(record.userAgent ?? ''), 'S3 agent without brackets'],
    [
      !/^(iam|sts)\./.test(record.eventSource) || !/AccessDenied/.test(record.errorCode ?? '') || record.requestParameters === null,
      'a denial keeps its parameters',
    ],
    [record.sessionCredentialFromConsole === undefined || record.sessionCredentialFromConsole === 'true', 'sessionCredentialFromConsole'],
    [(/amazonaws\.com$/.test(record.sourceIPAddress) || record.eventType === 'AwsServiceEvent') === (record.tlsDetails === undefined), 'tlsDetails'],
  ];
  return rules.filter(([holds]) => !holds).map(([, fault]) => fault);
}
