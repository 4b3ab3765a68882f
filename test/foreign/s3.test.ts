import { mkdtempSync } from 'node:fs';
import { Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { logFileKey } from '../../src/trail/trail-key.ts';
import { commandLine } from '../support/command-line.ts';
import { hasPython } from './python-tool.ts';
import { motoCredentials, startMoto } from './start-moto.ts';

/*
 * `keytrail collect s3://...` from an S3 of others (moto), through a gate on loopback that throttles, and that cuts the line when it is told to.
 */

const OBJECTS = 5_000;
const EVENTS_EACH = 2;
const ACCOUNTS = ['111122223333', '444455556666'] as const;

describe.skipIf(!hasPython('test/foreign/s3'))('collect from the S3 of moto', () => {
  const home = mkdtempSync(join(tmpdir(), 'keytrail-moto-'));
  let stop = (): void => {};
  let gate: Gate;

  beforeAll(async () => {
    for (const [name, value] of Object.entries(motoCredentials)) vi.stubEnv(name, value);
    const moto = await startMoto();
    stop = moto.stop;
    await fill(`http://127.0.0.1:${moto.port}`);
    gate = await openGate(moto.port);
  });

  afterAll(async () => {
    vi.unstubAllEnvs();
    gate?.server.closeAllConnections();
    gate?.server.close();
    stop();
  });

  async function collect(lake: string, ...more: readonly string[]) {
    gate.reads = 0;
    const { code, out, err } = await commandLine().keytrail(
      'collect',
      's3://trail/org',
      '--lake',
      join(home, lake),
      '--endpoint-url',
      gate.url,
      ...more,
    );
    return { code, reads: gate.reads, report: code === 0 ? JSON.parse(out) : null, err };
  }

  test('5,000 objects, throttled on the way, cut half way: the next run fetches the rest, and nothing is lost or twice', async () => {
    gate.cutAfter = OBJECTS / 2;
    const cut = await collect('whole');
    expect(cut).toMatchObject({ code: 4, err: expect.stringContaining('cannot be reached') });
    gate.cutAfter = Number.POSITIVE_INFINITY;
    const rest = await collect('whole');
    // What was under way when the line was cut is fetched again.
    expect(rest.reads).toBeLessThan(OBJECTS / 2 + 100);
    expect(rest.report).toMatchObject({ files: OBJECTS, copies: 0, setAside: [] });
    expect(rest.report.unchanged + rest.report.logs).toBe(OBJECTS);
    expect(gate.throttled).toBeGreaterThan(5);
    const again = await collect('whole');
    expect(again).toMatchObject({ reads: 0, report: { unchanged: OBJECTS, events: 0 } });
    expect(await commandLine().json('lake', '--lake', join(home, 'whole'), '--format', 'json')).toMatchObject({
      events: OBJECTS * EVENTS_EACH,
      accounts: [...ACCOUNTS],
    });
  });

  test('one account and two days of them: nothing else is fetched', async () => {
    const { reads, report } = await collect('part', '--only-account', ACCOUNTS[1], '--since', '2026-01-10', '--until', '2026-01-11');
    // Of 5,000 objects over 50 days and two accounts, those of three days: a day more on either side.
    expect(reads).toBe((OBJECTS / 50 / 2) * 3);
    expect(report).toMatchObject({ logs: 150, events: 300, pruned: { files: 0, unplaced: 0 } });
  });
});

/** Writes an organization trail: by turns two accounts, 100 objects a day over 50 days. */
async function fill(endpoint: string): Promise<void> {
  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: 'trail' }));
  let next = 0;
  const put = async (): Promise<void> => {
    for (let index = next++; index < OBJECTS; index = next++) {
      const accountId = ACCOUNTS[index % 2] as string;
      const delivered = Date.UTC(2026, 0, 1 + Math.floor(index / 100), 2, index % 60);
      const Key = logFileKey({ prefix: 'org', organizationId: 'o-a1b2c3d4e5', accountId, region: 'us-east-1' }, delivered, suffixOf(index));
      const Records = Array.from({ length: EVENTS_EACH }, (_, at) => ({
        eventID: `e-${index}-${at}`,
        eventTime: new Date(delivered - 60_000).toISOString(),
        eventName: 'ListUsers',
        recipientAccountId: accountId,
      }));
      await client.send(new PutObjectCommand({ Bucket: 'trail', Key, Body: gzipSync(JSON.stringify({ Records })) }));
    }
  };
  await Promise.all(Array.from({ length: 16 }, put));
}

const suffixOf = (index: number): string => String(index).padStart(16, '0');

interface Gate {
  readonly url: string;
  readonly server: Server;
  /** Objects that were asked for and answered. */
  reads: number;
  throttled: number;
  /** So many reads, and then the line is dead. */
  cutAfter: number;
}

/** Stands before moto: every five hundredth read is throttled: the SDK slows down with each. */
async function openGate(port: number): Promise<Gate> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  let asked = 0;
  const server = createServer((incoming, outgoing) => {
    const isRead = !incoming.url?.includes('list-type');
    asked += isRead ? 1 : 0;
    if (isRead && gate.reads >= gate.cutAfter) return void outgoing.destroy();
    if (isRead && asked % 500 === 0) {
      gate.throttled += 1;
      return void outgoing.writeHead(503).end('<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>');
    }
    gate.reads += isRead ? 1 : 0;
    const { method, url, headers } = incoming;
    const forward = request({ port, host: '127.0.0.1', agent, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    forward.on('error', () => outgoing.destroy());
    incoming.pipe(forward);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const gate: Gate = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    reads: 0,
    throttled: 0,
    cutAfter: Number.POSITIVE_INFINITY,
  };
  return gate;
}
