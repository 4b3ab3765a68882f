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
  /** Those that came from a file, or from what lies in a folder, a prefix or an archive. */
  | { readonly kind: 'source'; readonly path: string };

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
      return `(${[`${file} = ${quoteLiteral(placeOf(forgetting.path))}`, ...below].join(' OR ')})`;
    }
  }
}

/** Whether a file itself is to be forgotten, and not only events that came from it. */
export function isForgottenFile(forgetting: Forgetting, path: string): boolean {
  if (forgetting.kind !== 'source') return forgetting.kind === 'all';
  return path === placeOf(forgetting.path) || belowOf(forgetting.path).some((start) => path.startsWith(start));
}

/** A path as the lake names it: that of this machine absolute, without a slash at its end. */
const placeOf = (path: string): string => (/^(s3:\/\/|event-history:)/.test(path) ? path.replace(/\/+$/, '') : resolve(path));

/** How the paths begin of what lies in a folder, or in an archive. */
const belowOf = (path: string): string[] => [`${placeOf(path)}/`, `${placeOf(path)}!`];
