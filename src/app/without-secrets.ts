import { isSecretMember, MASK, secretMembers } from '../core/secrets.ts';
import type { ResultTable, SqlEngine, SqlValue } from '../engine/sql-engine.ts';
import { maskSecrets } from '../ingest/mask-secrets.ts';

/**
 * An engine over a table that is not ours, where nobody has replaced secrets: they are replaced in its answers. A secret is known by the name of its
 * member or column, and where a query has taken it out of its record, by its form.
 */
export const withoutSecrets = (engine: SqlEngine): SqlEngine => ({
  ...engine,
  query: async (sql, options) => masked(await engine.query(sql, options)),
});

const masked = (table: ResultTable): ResultTable => {
  const secret = table.columns.map(({ name }) => isSecretMember(name));
  return { ...table, rows: table.rows.map((row) => row.map((value, index) => (secret[index] && value !== null ? MASK : maskedValue(value)))) };
};

function maskedValue(value: SqlValue): SqlValue {
  if (typeof value === 'string') return maskedText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(maskedValue);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, isSecretMember(name) && member !== null ? MASK : maskedValue(member)]),
  );
}

const isList = (value: SqlValue): value is readonly SqlValue[] => Array.isArray(value);

/**
 * A secret access key (40 signs of base64 with small and large letters and digits) or a session token, and nothing else. IAM User Guide, "Unique
 * identifiers", tells the first part of a token to be no secret; it is long, and always begins alike.
 */
const SECRET = /^(?:(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=\D*\d)[A-Za-z0-9+/]{40}|(?:IQoJ|FwoG|FQoG|AQo)[A-Za-z0-9+/=_-]{100,})$/;
/** Where a text that is not whole JSON, or the text of a row, gives a secret a name. */
const NAMED = new RegExp(`(\\b(?:${secretMembers.join('|')})"?\\s*[=:]\\s*)("(?:[^"\\\\]|\\\\.)*"?|[^\\s,}\\]"]+)`, 'gi');

function maskedText(text: string): string {
  if (SECRET.test(text.trim())) return MASK;
  return /^\s*[{[]/.test(text) && isJson(text) ? maskSecrets(text, { start: 0, end: text.length }) : text.replaceAll(NAMED, `$1${MASK}`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
