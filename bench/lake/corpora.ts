import { link, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { GZIP_LEVEL } from '../../src/simulate/cloudtrail/file-writer.ts';
import { simulate } from '../../src/simulate/simulate.ts';

const EVENTS_OF_LARGE_FILES = 2000;
const SMALL_FILES = 20_000;
const EVENTS_OF_SMALL_FILES = 10;
const AT_ONCE = 8;

export interface Corpus {
  readonly name: string;
  readonly folder: string;
  /** A tenth of its files. */
  readonly tenth: string;
  readonly events: number;
}

/** Makes the two kinds of folders that responders get: large files, and very many small ones; from the simulator, the same each time. */
export async function makeCorpora(folder: string, events: number): Promise<readonly Corpus[]> {
  const records = await simulatedRecords(folder, events);
  const large = await write(join(folder, 'large'), records, EVENTS_OF_LARGE_FILES);
  const small = await write(join(folder, 'small'), records.slice(0, SMALL_FILES * EVENTS_OF_SMALL_FILES), EVENTS_OF_SMALL_FILES);
  return [large, small];
}

/** The text of each record that the simulator writes. */
export async function simulatedRecords(folder: string, events: number): Promise<string[]> {
  const logs = join(folder, 'simulated', 'logs');
  await simulate({ scenario: 'iam-credential-exposure', seed: 1, events, out: join(folder, 'simulated') });
  const records: string[] = [];
  for (const name of (await readdir(logs, { recursive: true })).filter((path) => path.endsWith('.json.gz')).sort()) {
    const log = JSON.parse((await promisify(gunzip)(await readFile(join(logs, name)))).toString()) as { readonly Records?: readonly unknown[] };
    for (const record of log.Records ?? []) records.push(JSON.stringify(record));
  }
  return records;
}

async function write(folder: string, records: readonly string[], perFile: number): Promise<Corpus> {
  const tenth = `${folder}-tenth`;
  await mkdir(folder);
  await mkdir(tenth);
  const files = await writeFiles(folder, records, perFile);
  for (const file of files.slice(0, Math.ceil(files.length / 10))) await link(join(folder, file), join(tenth, file));
  return { name: `${files.length} files of ${perFile} events`, folder, tenth, events: records.length };
}

/** Writes records as log files, several at a time, each record as a function makes it; gives the names of the files. */
export async function writeFiles(
  folder: string,
  records: readonly string[],
  perFile: number,
  { level = GZIP_LEVEL, as = (record: string) => record } = {},
): Promise<string[]> {
  const names = Array.from({ length: Math.ceil(records.length / perFile) }, (_, at) => `${String(at).padStart(6, '0')}.json.gz`);
  const next = names.entries();
  const worker = async (): Promise<void> => {
    for (const [at, name] of next) {
      const text = `{"Records":[${records
        .slice(at * perFile, (at + 1) * perFile)
        .map(as)
        .join(',')}]}`;
      await writeFile(join(folder, name), await promisify(gzip)(text, { level }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return names;
}
