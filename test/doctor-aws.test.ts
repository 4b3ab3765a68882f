import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { stubAwsEnvironment } from './support/aws-environment.ts';
import { commandLine } from './support/command-line.ts';
import { type FakeS3, startFakeS3 } from './support/fake-s3.ts';

/* STS and S3 behind one endpoint on loopback: STS is asked by POST, S3 by GET. */
const ARN = 'arn:aws:sts::111122223333:assumed-role/responder/me';
const KEY = 'AWSLogs/111122223333/CloudTrail/us-east-1/2026/01/07/log.json.gz';
let s3: FakeS3;
let endpoint: Server;
let sts: { status: number; body: string };

const identity = (arn: string) => ({
  status: 200,
  body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${arn}</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`,
});

beforeEach(async () => {
  stubAwsEnvironment();
  sts = identity(ARN);
  s3 = await startFakeS3();
  s3.buckets.set('logs', new Map([[KEY, new Uint8Array([1])]]));
  endpoint = createServer(async (request, response) => {
    if (request.method === 'POST') {
      response.writeHead(sts.status, { 'content-type': 'text/xml' }).end(sts.body);
      return;
    }
    const answer = await fetch(s3.url + request.url, { headers: { 'if-match': request.headers['if-match'] ?? '' } });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((done) => endpoint.listen(0, '127.0.0.1', done));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  endpoint.closeAllConnections();
  endpoint.close();
  await s3.close();
});

async function doctor(...argv: readonly string[]) {
  const url = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}`;
  const flags = ['--lake', '/tmp/no-such-lake', '--endpoint-url', url, '--format', 'json'];
  const { code, out, err } = await commandLine().keytrail('doctor', ...flags, ...argv);
  const checks = code === 0 || code === 4 ? JSON.parse(out).checks : [];
  return { code, err, caller: checks[3], source: checks[4] };
}

describe('the caller', () => {
  test('is named, with the region that is set', async () => {
    const { code, caller, source } = await doctor('--region', 'eu-west-1');
    expect([code, caller, source]).toEqual([0, { check: 'aws caller', state: 'ok', finding: `${ARN}, region eu-west-1`, next: null }, undefined]);
    expect((await doctor()).caller.finding).toBe(`${ARN}, no region set`);
  });

  test('is warned of when it is root', async () => {
    sts = identity('arn:aws:iam::111122223333:root');
    expect(await doctor()).toMatchObject({ code: 0, caller: { state: 'warn', next: expect.stringContaining('root') } });
  });

  test('fails when AWS does not know the key', async () => {
    sts = {
      status: 403,
      body: '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code><Message>m</Message></Error></ErrorResponse>',
    };
    expect(await doctor()).toMatchObject({ code: 4, caller: { state: 'fail', finding: expect.stringContaining('InvalidClientTokenId') } });
  });
});

describe('a source in S3', () => {
  const source = ['--source', 's3://logs/AWSLogs'] as const;

  test('is listed, and one object of it read', async () => {
    expect((await doctor(...source)).source).toEqual({
      check: 'source',
      state: 'ok',
      finding: 's3://logs/AWSLogs can be listed and read',
      next: null,
    });
    expect(s3.calls).toEqual(['list logs AWSLogs', `get logs ${KEY}`]);
  });

  test('where nothing lies is a warning', async () => {
    expect(await doctor('--source', 's3://logs/elsewhere')).toMatchObject({ code: 0, source: { state: 'warn' } });
  });

  test.each([
    ['list', 's3:ListBucket', { status: 403, code: 'AccessDenied' }],
    ['get', 's3:GetObject', { status: 403, code: 'AccessDenied' }],
    ['get', 'kms:Decrypt', { status: 403, code: 'AccessDenied', message: 'not authorized to perform: kms:Decrypt' }],
  ])('that may not be read (%s) names the missing action, %s', async (call, action, fault) => {
    s3.fault = (asked) => (asked.startsWith(call) ? fault : null);
    const { code, source: result } = await doctor(...source);
    expect(code).toBe(4);
    expect(result).toMatchObject({ state: 'fail', finding: expect.stringContaining(action), next: expect.stringContaining('--profile') });
  });

  test('that is no place in S3 is wrong usage', async () => {
    expect(await doctor('--source', '/var/log')).toMatchObject({ code: 2, err: expect.stringContaining('s3://BUCKET/PREFIX') });
  });
});
