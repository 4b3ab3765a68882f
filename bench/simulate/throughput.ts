import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { GZIP_LEVEL } from '../../src/simulate/cloudtrail/file-writer.ts';
import { simulate } from '../../src/simulate/simulate.ts';

/**
 * How fast the simulator writes, how much memory it takes, and how far it is from the floor: compressing the same bytes and doing nothing else.
 * `npx tsx bench/simulate/throughput.ts [EVENTS]`
 */
async function measure(events: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'keytrail-bench-'));
  try {
    let rss = 0;
    const sampler = setInterval(() => {
      rss = Math.max(rss, process.memoryUsage.rss());
    }, 50);
    const begun = performance.now();
    const report = await simulate({ scenario: 'iam-credential-exposure', seed: 1, events, out: folder });
    const seconds = (performance.now() - begun) / 1000;
    clearInterval(sampler);
    const floor = await floorOf(join(folder, 'logs'));
    const megabytes = Math.round(rss / 1e6);
    console.log(
      `${report.events} events in ${report.files} files: ${seconds.toFixed(1)} s, ${Math.round(report.events / seconds)} events/s, ${megabytes} MB at most`,
    );
    console.log(
      `floor, compression alone: ${floor.seconds.toFixed(1)} s for ${Math.round(floor.bytes / 1e6)} MB; ${(seconds / floor.seconds).toFixed(2)} times that`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Seconds that it takes to compress again what the files hold. A hundred files at a time are in memory; reading does not count. */
async function floorOf(folder: string): Promise<{ readonly seconds: number; readonly bytes: number }> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.json.gz'));
  let milliseconds = 0;
  let bytes = 0;
  for (let from = 0; from < names.length; from += 100) {
    const texts = await Promise.all(names.slice(from, from + 100).map(async (name) => promisify(gunzip)(await readFile(join(folder, name)))));
    bytes += texts.reduce((sum, text) => sum + text.length, 0);
    const begun = performance.now();
    await Promise.all(texts.map((text) => promisify(gzip)(text, { level: GZIP_LEVEL })));
    milliseconds += performance.now() - begun;
  }
  return { seconds: milliseconds / 1000, bytes };
}

await measure(Number(process.argv[2] ?? 1_000_000));
