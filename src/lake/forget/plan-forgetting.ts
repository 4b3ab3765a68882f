import { join } from 'node:path';
import { quoteName } from '../../athena-sql/duckdb-text.ts';
import type { TrustedSql } from '../../engine/duckdb/open-trusted-sql.ts';
import { FILE_COLUMN } from '../../ingest/columnar/physical-table.ts';
import type { Catalogue, ParquetFile, Source } from '../catalogue.ts';
import { lakePaths } from '../lake-paths.ts';
import { eventIdText, parquet } from '../table-layout.ts';
import { type Forgetting, isForgotten, isForgottenFile } from './forgetting.ts';

/** What goes from a lake, and what becomes of the files that it was made from. */
export interface ForgettingPlan {
  /** Events that go, and the days in UTC on which they lie. */
  readonly events: number;
  readonly days: number;
  /** The files of the lake as they stand afterwards. */
  readonly sources: readonly Source[];
  /** Files that nothing in the lake comes from any more. */
  readonly dropped: readonly Source[];
  /** Paths of files that the lake holds in part afterwards. */
  readonly inPart: ReadonlySet<string>;
  /** Parts that hold events which go. */
  readonly parts: readonly ParquetFile[];
  /** Parts that hold nothing of what goes but, perhaps, the records of second copies of it. */
  readonly withCopies: readonly ParquetFile[];
}

/** Events of a file that stay. */
interface Kept {
  events: number;
  ids: bigint;
}

/** Finds out what forgetting does to a lake. It changes nothing. */
export async function planForgetting(sql: TrustedSql, directory: string, catalogue: Catalogue, forgetting: Forgetting): Promise<ForgettingPlan> {
  const days = new Set<string>();
  const kept = new Map<string, Kept>();
  const filesOf = new Map<ParquetFile, string[]>();
  const parts = new Set<ParquetFile>();
  let events = 0;
  for (const part of catalogue.parquet) {
    const file = join(lakePaths(directory).events, part.name);
    const { rows } = await sql.run(countsOf(file, forgetting));
    for (const [path, gone, stay, ids, goneDays] of rows) {
      const before = kept.get(String(path)) ?? { events: 0, ids: 0n };
      kept.set(String(path), { events: before.events + Number(stay), ids: before.ids ^ BigInt(String(ids)) });
      if (Number(stay) > 0) filesOf.set(part, [...(filesOf.get(part) ?? []), String(path)]);
      if (Number(gone) > 0) parts.add(part);
      events += Number(gone);
      if (Array.isArray(goneDays)) for (const day of goneDays) days.add(String(day));
    }
  }
  const sources = sourcesAfter(catalogue.sources, kept, forgetting, events > 0);
  const inPart = new Set(sources.flatMap(({ status, path }) => (status === 'partial' ? [path] : [])));
  const paths = new Set(sources);
  return {
    events,
    days: days.size,
    sources,
    dropped: catalogue.sources.filter((source) => !paths.has(source) && !inPart.has(source.path)),
    inPart,
    parts: [...parts],
    withCopies: events === 0 ? [] : catalogue.parquet.filter((part) => !parts.has(part) && filesOf.get(part)?.some((path) => inPart.has(path))),
  };
}

/** For each file of a part: how many events go and stay, which stay, and the days of those that go. */
const countsOf = (file: string, forgetting: Forgetting): string => {
  const goes = isForgotten(forgetting);
  return `SELECT ${quoteName(FILE_COLUMN)}, count(*) FILTER (goes), count(*) FILTER (NOT goes), coalesce(bit_xor(id) FILTER (NOT goes), 0)::VARCHAR,
    list(DISTINCT day) FILTER (goes AND day IS NOT NULL)
    FROM (SELECT *, ${goes} AS goes, md5_number_lower(coalesce(${eventIdText}, '')) AS id, left(eventtime, 10) AS day FROM ${parquet([file])}) GROUP BY 1`;
};

/**
 * A file that is to be forgotten goes, and so does one of which no event stays. One that gave fewer events than were read from it is in the lake in part:
 * what it lacks was forgotten, or was a second copy of an event that perhaps was forgotten. The next run that meets it reads it again.
 */
function sourcesAfter(sources: readonly Source[], kept: ReadonlyMap<string, Kept>, forgetting: Forgetting, isAnythingGone: boolean): Source[] {
  const read = new Map<string, number>();
  for (const source of sources) if ('events' in source) read.set(source.path, (read.get(source.path) ?? 0) + source.events);
  return sources.flatMap((source): Source[] => {
    if (isForgottenFile(forgetting, source.path)) return [];
    if (!('events' in source) || !isAnythingGone) return [source];
    const all = read.get(source.path) ?? 0;
    const { events, ids } = kept.get(source.path) ?? { events: 0, ids: 0n };
    if (events >= all) return [source];
    return events === 0 ? [] : [{ ...source, status: 'partial', kept: { events, ids: ids.toString(16) } }];
  });
}
