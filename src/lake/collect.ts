import { rm } from 'node:fs/promises';
import { isSystemError, KeytrailError } from '../core/errors.ts';
import { discover } from '../ingest/discover.ts';
import type { Discovery } from '../ingest/findings.ts';
import type { FoundFile } from '../ingest/found-file.ts';
import { type FileText, readText } from '../ingest/inflate.ts';
import { readAhead } from '../ingest/read-ahead.ts';
import { readLog } from '../ingest/read-log.ts';
import { type Catalogue, readCatalogue, type Source, writeCatalogue } from './catalogue.ts';
import type { CollectEffects, CollectReport } from './collect-report.ts';
import { CollectTally } from './collect-tally.ts';
import { clearLeftovers, makeLakeFolder } from './lake-folder.ts';
import { withLakeLock } from './lake-lock.ts';
import { lakePaths } from './lake-paths.ts';
import { LakeWriter } from './lake-writer.ts';
import { SourceLedger } from './source-ledger.ts';

const EMPTY: Catalogue = { parquet: [], sources: [] };
/** Files fetched and inflated before their turn; inflated they are some ten times as large. */
const AHEAD = { items: 32, bytes: 8 * 1024 * 1024 };

/**
 * Loads CloudTrail logs into a lake, which it makes when there is none. Again and again without harm: a file that was loaded and is unchanged is left
 * alone, and of events with one eventID the first stays. When it is killed or interrupted, what was committed stays, and the next run does the rest.
 *
 * @param lakeDirectory folder of the lake
 * @param sources files and folders
 * @throws KeytrailError `KT_INPUT_MISSING`, `KT_INPUT_UNREADABLE`, `KT_NOTHING_COLLECTED`, `KT_LAKE_BUSY`, `KT_LAKE_VERSION`, `KT_LAKE_DAMAGED`,
 * `KT_OUTPUT_UNWRITABLE`, `KT_DISK_FULL`; the signal's reason when interrupted
 */
export async function collect(lakeDirectory: string, sources: readonly string[], effects: CollectEffects = {}): Promise<CollectReport> {
  const discovery = await discover(sources, lakeDirectory, effects.discovery);
  try {
    await makeLakeFolder(lakeDirectory);
    const report = await withLakeLock(lakeDirectory, () => load(lakeDirectory, discovery, effects));
    if (report.logs === 0 && report.unchanged === 0) throw nothingCollected(sources, report);
    return report;
  } catch (error) {
    if (!isSystemError(error, 'ENOSPC', 'EDQUOT')) throw error;
    const hint = 'Free some space and run the command again: what was loaded stays.';
    throw new KeytrailError('KT_DISK_FULL', `the disk of "${lakeDirectory}" is full.`, { hint, cause: error });
  }
}

/** What a run works with. */
interface Run {
  readonly ledger: SourceLedger;
  readonly writer: LakeWriter;
  readonly tally: CollectTally;
}

async function load(directory: string, discovery: Discovery, effects: CollectEffects): Promise<CollectReport> {
  const known = await readCatalogue(directory);
  // From now on the folder says that it is a lake: what a killed run leaves in it may be tidied up.
  if (known === null) await writeCatalogue(directory, EMPTY);
  const catalogue = known ?? EMPTY;
  await clearLeftovers(directory, catalogue);
  const ledger = new SourceLedger(catalogue.sources);
  const tally = new CollectTally(discovery, effects);
  const writer = await LakeWriter.open(directory, catalogue, ledger, effects.batchEvents);
  try {
    const fresh = discovery.files.filter((file) => !isKnown(file, ledger, tally));
    try {
      for await (const [file, content] of readAhead(fresh, AHEAD, readText)) {
        effects.signal?.throwIfAborted();
        take(file, content, { ledger, writer, tally });
        await writer.fileDone();
      }
    } catch (error) {
      // A source that fails half way keeps what it gave: the next run goes on from there.
      if (error instanceof KeytrailError) await writer.finish();
      throw error;
    }
    await writer.finish();
  } finally {
    await writer.close();
    await rm(lakePaths(directory).work, { recursive: true, force: true });
  }
  return tally.report(writer);
}

/** Whether an earlier run dealt with a file and nothing about it has changed. */
function isKnown(file: FoundFile, ledger: SourceLedger, tally: CollectTally): boolean {
  const source = ledger.unchanged(file);
  if (source?.status === 'loaded') tally.unchanged(file);
  if (source?.status === 'recognised') tally.recognised(file, source.what);
  return source !== null;
}

/** Puts the events of a file into the batch, and the file into the list of those that the batch accounts for. */
function take(file: FoundFile, content: FileText, run: Run): void {
  run.writer.batch.sources.push(sourceOf(file, content, run));
}

function sourceOf(file: FoundFile, content: FileText, { ledger, writer, tally }: Run): Source {
  const { read: _, ...identity } = file;
  if (content.kind === 'unreadable') {
    tally.setAside(file, content.why);
    return { ...identity, status: 'set-aside', why: content.why };
  }
  const { sha256 } = content;
  const loadedBefore = ledger.eventsLoadedBefore(sha256);
  if (loadedBefore !== null) {
    tally.unchanged(file);
    return { ...identity, status: 'loaded', sha256, events: loadedBefore };
  }
  const reading = readLog(content.text, file.path, (row) => writer.batch.add(row, file.path));
  switch (reading.kind) {
    case 'set-aside':
      tally.setAside(file, reading.why);
      return { ...identity, status: 'set-aside', why: reading.why };
    case 'recognised':
      tally.recognised(file, reading.what);
      return { ...identity, status: 'recognised', sha256, what: reading.what };
    case 'log':
      tally.log(file, reading);
      return { ...identity, status: 'loaded', sha256, events: reading.events };
  }
}

function nothingCollected(sources: readonly string[], report: CollectReport): KeytrailError {
  const found = [
    ...report.recognised.map(({ kind, count }) => `${count} of kind ${kind}`),
    ...(report.setAside.length > 0 ? [`${report.setAside.length} set aside`] : []),
    ...(report.pruned ? [`left out by account, region or day: ${report.pruned.folders} folders, ${report.pruned.files} files`] : []),
  ];
  const [first] = report.setAside;
  const because = first === undefined ? '' : ` "${first.file}": ${first.why}.`;
  const names = sources.map((source) => `"${source}"`).join(', ');
  return new KeytrailError('KT_NOTHING_COLLECTED', `no CloudTrail log in ${names} (${found.length > 0 ? found.join(', ') : 'no file'}).${because}`, {
    hint: 'Give a folder with CloudTrail log files: .json or .json.gz.',
  });
}
