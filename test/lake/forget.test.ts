import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect } from '../../src/lake/collect.ts';
import { readLogValidation } from '../../src/lake/digest-ledger.ts';
import { foreseeForgetting, forgetEvents } from '../../src/lake/forget/forget-events.ts';
import { type Forgetting, forgettingSource } from '../../src/lake/forget/forgetting.ts';
import { openLake } from '../../src/lake/open-lake.ts';
import { verifyLake } from '../../src/lake/verify-lake.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { type LakeSum, lakeSum } from './lake-sum.ts';

/*
 * A lake of a trail with its digests, and of some of its events once more in files without a place in AWS's layout. What is to be forgotten is counted in
 * the files themselves, with JSON.parse.
 */
interface Event {
  readonly eventID: string;
  readonly eventTime: string;
  readonly recipientAccountId: string;
}
const folder = mkdtempSync(join(tmpdir(), 'keytrail-forget-'));
const logs = join(folder, 'logs');
const trail = join(logs, 'trail');
const copies = join(logs, 'copies');
const whole = join(folder, 'whole');
const events = new Map<string, Event>();
let sum: LakeSum;
let made = 0;

const isLog = (path: string): boolean => path.includes('/CloudTrail/') && path.endsWith('.json.gz');
const textOf = (path: string): string => gunzipSync(readFileSync(path)).toString();
const logFiles = (): string[] =>
  readdirSync(trail, { recursive: true, encoding: 'utf8' })
    .filter(isLog)
    .map((path) => join(trail, path))
    .sort();

beforeAll(async () => {
  await simulate({ scenario: 'iam-credential-exposure', seed: 1, events: 600, days: 3, out: trail });
  mkdirSync(copies);
  for (const [at, path] of logFiles().entries()) {
    const text = textOf(path);
    for (const event of (JSON.parse(text) as { readonly Records: readonly Event[] }).Records) events.set(event.eventID, event);
    // The copies are collected after the trail: every third file is one of them.
    if (at % 3 === 0) writeFileSync(join(logs, 'copies', `${at}.json.gz`), gzipSync(text.replaceAll('"userAgent":"', '"userAgent":"copy of ')));
  }
  await collect(whole, [trail, copies]);
  sum = await lakeSum(whole);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A lake of its own for a test. */
function lakeOf(): string {
  const lake = join(folder, `lake-${made++}`);
  cpSync(whole, lake, { recursive: true });
  return lake;
}

async function idsOf(lake: string): Promise<string[]> {
  const opened = await openLake(lake);
  const { rows } = await (await opened.engine()).query('SELECT eventid FROM irworkshopgluetablecloudtrail ORDER BY eventid');
  await opened.close();
  return rows.map(([id]) => String(id));
}

/** All that the files of untouched records hold, inflated. */
function rawText(lake: string): string {
  const files = readdirSync(join(lake, 'raw')).map((name) => readFileSync(join(lake, 'raw', name)));
  return files
    .flatMap((file) => {
      const texts: string[] = [];
      for (let at = 0; at < file.length; at += 4 + file.readUInt32LE(at)) {
        texts.push(gunzipSync(file.subarray(at + 4, at + 4 + file.readUInt32LE(at))).toString());
      }
      return texts;
    })
    .join('\n');
}

/** What digests prove, whatever the order in which files were collected. */
async function verdictOf(lake: string) {
  const validation = await readLogValidation(lake);
  return { ...validation, unverified: validation?.unverified.map(({ file, why }) => `${file}: ${why}`).sort() };
}

const idsWhere = (stays: (event: Event) => boolean): string[] => [...events.values()].flatMap((one) => (stays(one) ? [one.eventID] : [])).sort();
const daysWhere = (goes: (event: Event) => boolean): number =>
  new Set([...events.values()].flatMap((one) => (goes(one) ? [one.eventTime.slice(0, 10)] : []))).size;

describe('a lake that forgets events', () => {
  const middle = (): string => [...events.values()].map(({ eventTime }) => eventTime).sort()[Math.floor(events.size / 2)] ?? '';
  const other = (): string => [...events.values()].map(({ recipientAccountId }) => recipientAccountId).sort()[0] ?? '';
  const cases: readonly (readonly [string, () => Forgetting, (event: Event) => boolean])[] = [
    ['of before a time', () => ({ kind: 'before', time: middle() }), ({ eventTime }) => eventTime < middle()],
    ['of an account', () => ({ kind: 'account', account: other() }), ({ recipientAccountId }) => recipientAccountId === other()],
  ];
  test.each(cases)(
    '%s holds the others as they were and nothing of these, and has them back when the logs are collected again',
    async (_, forgetting, goes) => {
      const lake = lakeOf();
      const gone = idsWhere(goes);
      const foreseen = await foreseeForgetting(lake, forgetting());
      expect(await lakeSum(lake)).toEqual(sum);
      const report = await forgetEvents(lake, forgetting());
      expect(report).toEqual(foreseen);
      expect(report).toMatchObject({ events: gone.length, days: daysWhere(goes) });
      expect(await idsOf(lake)).toEqual(idsWhere((event) => !goes(event)));
      expect(await verifyLake(lake)).toMatchObject({ verdict: 'whole', faults: [] });
      const text = rawText(lake);
      expect(gone.filter((id) => text.includes(id))).toEqual([]);
      const opened = await openLake(lake);
      const file = logFiles().find((path) => (JSON.parse(textOf(path)) as { Records: Event[] }).Records.some((event) => !goes(event))) as string;
      const kept = (JSON.parse(textOf(file)) as { Records: Event[] }).Records.find((event) => !goes(event)) as Event;
      expect(textOf(file)).toContain(await opened.rawRecord(kept.eventID));
      expect((await opened.coverage()).validation).toMatchObject({ verdict: 'intact', problems: [] });
      await opened.close();
      await collect(lake, [trail, copies]);
      expect(await lakeSum(lake)).toEqual(sum);
      expect(await verdictOf(lake)).toEqual(await verdictOf(whole));
    },
  );

  test('of a source takes it out, and second copies of them come from where they are when that is collected again', async () => {
    const lake = lakeOf();
    const link = join(folder, 'link');
    symlinkSync(trail, link);
    const report = await forgetEvents(lake, await forgettingSource(link));
    expect(report).toMatchObject({ events: events.size, filesInPart: 0 });
    expect(await idsOf(lake)).toEqual([]);
    await collect(lake, [copies]);
    const inCopies = readdirSync(copies).flatMap((name) => (JSON.parse(textOf(join(copies, name))) as { Records: Event[] }).Records);
    expect(await idsOf(lake)).toEqual([...new Set(inCopies.map(({ eventID }) => eventID))].sort());
    expect(rawText(lake)).toContain('copy of ');
  });

  test('of one file is no deletion for the digests that name it, also after others are collected', async () => {
    const lake = lakeOf();
    const [file] = logFiles();
    await forgetEvents(lake, await forgettingSource(String(file)));
    const before = await readLogValidation(whole);
    const after = await readLogValidation(lake);
    expect(after).toMatchObject({ verdict: 'intact', logFiles: { valid: (before?.logFiles.valid ?? 0) - 1, missing: 0 } });
    await collect(lake, [join(copies, '0.json.gz')]);
    expect(await readLogValidation(lake)).toMatchObject({ verdict: 'intact', problems: [] });
    await collect(lake, [trail, copies]);
    expect(await verdictOf(lake)).toEqual(await verdictOf(whole));
  });

  test('all of them is empty, knows no digest, and never gives the name of a file twice', async () => {
    const lake = lakeOf();
    const names = readdirSync(join(lake, 'events'));
    const report = await forgetEvents(lake, { kind: 'all' });
    expect(report.events).toBe(events.size);
    expect(await idsOf(lake)).toEqual([]);
    expect(['events', 'raw', 'ids', 'index'].flatMap((kind) => readdirSync(join(lake, kind)))).toEqual([]);
    expect(await readLogValidation(lake)).toBeNull();
    await collect(lake, [trail, copies]);
    expect(await lakeSum(lake)).toEqual(sum);
    expect(await verdictOf(lake)).toEqual(await verdictOf(whole));
    expect(readdirSync(join(lake, 'events')).filter((name) => names.includes(name))).toEqual([]);
  });

  test('that are not there stays as it is', async () => {
    const lake = lakeOf();
    const catalogue = readFileSync(join(lake, 'catalogue.json'), 'utf8');
    expect(await forgetEvents(lake, { kind: 'account', account: '999999999999' })).toEqual({ events: 0, days: 0, files: 0, filesInPart: 0 });
    expect(readFileSync(join(lake, 'catalogue.json'), 'utf8')).toBe(catalogue);
  });

  test('killed on the way it is as before or as after, and ends as after', async () => {
    const forgetting: Forgetting = { kind: 'before', time: middle() };
    const done = lakeOf();
    await forgetEvents(done, forgetting);
    const after = await lakeSum(done);
    const lake = lakeOf();
    const program = `import { forgetEvents } from ${JSON.stringify(join(import.meta.dirname, '../../src/lake/forget/forget-events.ts'))};
      process.stdout.write('go');
      await forgetEvents(${JSON.stringify(lake)}, ${JSON.stringify(forgetting)});`;
    for (const afterMs of [40, 90, 140, 200]) {
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
      const exit = once(child, 'exit');
      await Promise.race([once(child.stdout, 'data'), exit]);
      await sleep(afterMs);
      child.kill('SIGKILL');
      await exit;
      expect([sum, after]).toContainEqual(await lakeSum(lake));
    }
    await forgetEvents(lake, forgetting);
    expect(await lakeSum(lake)).toEqual(after);
    const text = rawText(lake);
    expect(idsWhere(({ eventTime }) => eventTime < middle()).filter((id) => text.includes(id))).toEqual([]);
  });
});
