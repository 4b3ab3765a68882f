import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { quoteName } from '../../athena-sql/duckdb-text.ts';
import { quoteLiteral } from '../../athena-sql/literal.ts';
import { FILE_COLUMN } from '../../ingest/columnar/physical-table.ts';

/** Which events a lake is to forget. */
export type Forgetting =
  | { readonly kind: 'all' }
  /** Those of an earlier time, ISO-8601 in UTC. */
  | { readonly kind: 'before'; readonly time: string }
  /** Those of the trail of an account. */
  | { readonly kind: 'account'; readonly account: string }
  /** Those that came from a file, or from what lies in a folder, a prefix or an archive: its path as the lake has it. */
  | { readonly kind: 'source'; readonly path: string };

/** What came from a place as the user names it: the lake knows files of this machine by their paths without symbolic links. */
export async function forgettingSource(place: string): Promise<Forgetting> {
  const path = isElsewhere(place) ? place.replace(/\/+$/, '') : await realpath(place).catch(() => resolve(place));
  return { kind: 'source', path };
}

const isElsewhere = (place: string): boolean => /^(s3:\/\/|event-history:)/.test(place);

/** Condition that an event is one of them; never NULL. A time that is none is not earlier than another. */
export function isForgotten(forgetting: Forgetting): string {
  switch (forgetting.kind) {
    case 'all':
      return 'true';
    case 'before': {
      const time = 'TRY_CAST(eventtime AS TIMESTAMP)';
      return `coalesce(isfinite(${time}) AND ${time} < CAST(${quoteLiteral(forgetting.time)} AS TIMESTAMP), false)`;
    }
    case 'account':
      return `coalesce(coalesce(recipientaccountid, account_partition) = ${quoteLiteral(forgetting.account)}, false)`;
    case 'source': {
      const file = quoteName(FILE_COLUMN);
      const below = belowOf(forgetting.path).map((start) => `starts_with(${file}, ${quoteLiteral(start)})`);
      return `(${[`${file} = ${quoteLiteral(forgetting.path)}`, ...below].join(' OR ')})`;
    }
  }
}

/** Whether a file itself is to be forgotten, and not only events that came from it. */
export function isForgottenFile(forgetting: Forgetting, path: string): boolean {
  if (forgetting.kind !== 'source') return forgetting.kind === 'all';
  return path === forgetting.path || belowOf(forgetting.path).some((start) => path.startsWith(start));
}

/** How the paths begin of what lies in a folder, or in an archive. */
const belowOf = (path: string): string[] => [`${path}/`, `${path}!`];
