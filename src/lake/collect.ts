import { rm } from 'node:fs/promises';
import { KeytrailError } from '../core/errors.ts';
import { fetchDigestsOnce } from '../ingest/digests/fetch-digests-once.ts';
import type { FileRead } from '../ingest/digests/gather-evidence.ts';
import { sortTrailFiles } from '../ingest/digests/sort-trail-files.ts';
import { discover } from '../ingest/discover.ts';
import type { Discovery } from '../ingest/findings.ts';
import type { FoundFile } from '../ingest/found-file.ts';
import { defaultLimits } from '../ingest/limits.ts';
import { type Catalogue, readCatalogue, writeCatalogue } from './catalogue.ts';
import { type Collected, checkDigests } from './check-digests.ts';
import type { CollectEffects, CollectReport } from './collect-report.ts';
import { CollectTally } from './collect-tally.ts';
import { readDigestLedger } from './digest-ledger.ts';
import { withDiskFull } from './disk-full.ts';
import { expectSize } from './expected-size.ts';
import { clearLeftovers, makeLakeFolder } from './lake-folder.ts';
import { withLakeLock } from './lake-lock.ts';
import { lakePaths } from './lake-paths.ts';
import { LakeWriter } from './lake-writer.ts';
import type { FileOutcome } from './load/file-chunk.ts';
import { loadFiles } from './load/load-files.ts';
import { openLanes } from './load/load-lane.ts';
import { readIds } from './read-ids.ts';
import { SourceLedger } from './source-ledger.ts';

const EMPTY: Catalogue = { parquet: [], sources: [] };

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
  const found = await discover(sources, lakeDirectory, effects.discovery);
  const discovery = { ...found, files: fetchDigestsOnce(found.files) };
  return withDiskFull(lakeDirectory, async () => {
    await makeLakeFolder(lakeDirectory);
    const report = await withLakeLock(lakeDirectory, async () => {
      const { catalogue, hashes, ...loaded } = await load(lakeDirectory, discovery, effects);
      await checkLogs(lakeDirectory, { files: discovery.files, hashes, filter: effects.discovery?.filter ?? null }, catalogue, effects);
      return loaded.report;
    });
    if (report.logs === 0 && report.unchanged === 0) throw nothingCollected(sources, report);
    return report;
  });
}

/** Judges the log files by the digests that came with them, when any did. */
async function checkLogs(directory: string, collected: Collected, catalogue: Catalogue, { onChecking, signal }: CollectEffects): Promise<void> {
  const watched = { ...(onChecking === undefined ? {} : { onProgress: onChecking }), ...(signal === undefined ? {} : { signal }) };
  await checkDigests(directory, collected, catalogue, watched);
}

/** Events after which a stage is committed: what a killed run loses at most, and what two threads do in a few seconds. */
const STAGE_EVENTS = 1_000_000;

interface Loaded {
  readonly report: CollectReport;
  /** Of the lake as it is now. */
  readonly catalogue: Catalogue;
  /** What fetched files inflate to, hashed on the way where digests may name them. */
  readonly hashes: readonly FileRead<string>[];
}

async function load(directory: string, discovery: Discovery, effects: CollectEffects): Promise<Loaded> {
  const known = await readCatalogue(directory);
  // From now on the folder says that it is a lake: what a killed run leaves in it may be tidied up.
  if (known === null) await writeCatalogue(directory, EMPTY);
  const catalogue = known ?? EMPTY;
  await clearLeftovers(directory, catalogue);
  const ledger = new SourceLedger(catalogue.sources);
  const tally = new CollectTally(discovery, effects);
  const writer = new LakeWriter(directory, catalogue, ledger);
  const hashes: FileRead<string>[] = [];
  try {
    const fresh = discovery.files.filter((file) => !isKnown(file, ledger, tally));
    if (fresh.length > 0) {
      await expectSize(directory, fresh, effects);
      const options = {
        work: lakePaths(directory).work,
        ids: await readIds(directory, catalogue, expectedEvents(fresh)),
        known: ledger.loadedHashes(),
        maxFileBytes: effects.discovery?.limits?.fileBytes ?? defaultLimits.fileBytes,
        hashesFetched: sortTrailFiles(discovery.files).digests.length + (await readDigestLedger(directory)).digests.length > 0,
      };
      await loadFiles(fresh, await openLanes(fresh, options), {
        nextPart: () => writer.nextPart(),
        stageEvents: effects.batchEvents ?? STAGE_EVENTS,
        onOutcome: (file, outcome) => {
          count(file, outcome, tally);
          if (outcome.kind === 'read' && outcome.textSha256 !== undefined) hashes.push([file, { kind: 'read', content: outcome.textSha256 }]);
        },
        commit: (stage) => writer.commit(stage),
        signal: effects.signal,
        maxFileBytes: options.maxFileBytes,
      });
      await writer.mergeSmallParts();
    }
  } finally {
    await rm(lakePaths(directory).work, { recursive: true, force: true });
  }
  return { report: tally.report(writer), catalogue: writer.catalogue(), hashes };
}

/** Packed bytes of an event in the files that CloudTrail delivers, at the least. A wrong guess costs memory or time, no more. */
const EVENT_BYTES = 100;
const MOST_EXPECTED = 4_000_000;

const expectedEvents = (files: readonly FoundFile[]): number => Math.min(files.reduce((sum, { size }) => sum + size, 0) / EVENT_BYTES, MOST_EXPECTED);

/** Whether an earlier run dealt with a file and nothing about it has changed. */
function isKnown(file: FoundFile, ledger: SourceLedger, tally: CollectTally): boolean {
  const source = ledger.unchanged(file);
  if (source?.status === 'loaded') tally.unchanged(file);
  if (source?.status === 'recognised') tally.recognised(file, source.what);
  return source !== null;
}

function count(file: FoundFile, outcome: FileOutcome, tally: CollectTally): void {
  if (outcome.kind === 'unreadable') tally.setAside(file, outcome.why);
  else if (outcome.kind === 'known') tally.unchanged(file);
  else if (outcome.reading.kind === 'set-aside') tally.setAside(file, outcome.reading.why);
  else if (outcome.reading.kind === 'recognised') tally.recognised(file, outcome.reading.what);
  else tally.log(file, outcome.reading);
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
    hint:
      report.pruned !== null && report.pruned.folders + report.pruned.files > 0
        ? 'Widen --since, --until, --only-account and --only-region, or leave them out.'
        : 'Give a folder with CloudTrail log files: .json or .json.gz.',
  });
}
