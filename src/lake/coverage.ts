import type { SetAside } from '../ingest/found-file.ts';
import type { LogValidation } from '../trail/validation/log-validation.ts';
import type { Catalogue, Source } from './catalogue.ts';

/** What a lake knows, and what it cannot know. */
export interface LakeCoverage {
  readonly events: number;
  /** eventTime of the first and the last event; null in an empty lake. */
  readonly from: string | null;
  readonly to: string | null;
  /** Accounts whose trails these are, and regions, sorted. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** Logs loaded, whole or in part. */
  readonly files: number;
  readonly unreadable: readonly SetAside[];
  /** Whether reads and writes of objects and the like were logged; that all were, no log can say. */
  readonly dataEvents: 'all' | 'some' | 'none';
  readonly digestFiles: number;
  /** What digests prove of the log files; null when none came with them. */
  readonly validation: LogValidation | null;
}

/** What the catalogue tells of a lake's coverage. */
export function readCoverage({ parquet, sources }: Catalogue, validation: LogValidation | null): LakeCoverage {
  const summaries = parquet.map(({ summary }) => summary);
  const distinct = (member: 'accounts' | 'regions'): string[] => [...new Set(summaries.flatMap((summary) => summary[member]))].sort();
  return {
    events: parquet.reduce((sum, { events }) => sum + events, 0),
    from: summaries.flatMap(({ from }) => from ?? []).sort()[0] ?? null,
    to:
      summaries
        .flatMap(({ to }) => to ?? [])
        .sort()
        .at(-1) ?? null,
    accounts: distinct('accounts'),
    regions: distinct('regions'),
    files: sources.filter((source) => 'events' in source).length,
    unreadable: sources.flatMap((source) => {
      if (source.status === 'partial') return [{ file: source.path, why: whyInPart(source) }];
      return source.status === 'set-aside' ? [{ file: source.path, why: source.why }] : [];
    }),
    dataEvents: summaries.some(({ hasDataEvents }) => hasDataEvents) ? 'some' : 'none',
    digestFiles: sources.filter((source) => source.status === 'recognised' && source.what === 'digest').length,
    validation,
  };
}

/** Not every event that is not there was forgotten: second copies of others are not there either. */
const whyInPart = ({ events, kept }: Extract<Source, { status: 'partial' }>): string =>
  `${kept.events} of ${events} events are in the lake, others were forgotten or were copies: collect it again`;
