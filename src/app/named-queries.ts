import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type NamedQuery, parseNamedQuery } from '../athena-sql/named-query.ts';
import { nearest } from '../athena-sql/nearest.ts';
import { KeytrailError } from '../core/errors.ts';

/** `src` and `dist` both lie two levels above a module of this folder. */
const folder = (): string => fileURLToPath(new URL('../../content/queries', import.meta.url));

/** The named queries that come with keytrail, in order of their ids. */
export function namedQueries(): readonly NamedQuery[] {
  return readdirSync(folder())
    .filter((file) => file.endsWith('.sql'))
    .toSorted()
    .map((file) => parseNamedQuery(basename(file, '.sql'), readFileSync(join(folder(), file), 'utf8')));
}

/** @throws KeytrailError `KT_USAGE` when there is none of that id */
export function namedQuery(id: string): NamedQuery {
  const queries = namedQueries();
  const query = queries.find((one) => one.id === id);
  if (query !== undefined) return query;
  const near = nearest(
    id,
    queries.map((one) => one.id),
  );
  throw new KeytrailError('KT_USAGE', `there is no query named "${id}".`, {
    hint: `${near === null ? '' : `Did you mean ${near}? `}keytrail sql --list shows them.`,
  });
}
