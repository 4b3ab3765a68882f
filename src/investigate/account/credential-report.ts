import { parse } from 'csv-parse/sync';
import { KeytrailError } from '../../core/errors.ts';
import { isJsonObject } from '../../core/json.ts';

/** One of the two places for access keys that a user has. The report names no key ids. */
export interface KeySlot {
  readonly slot: 1 | 2;
  readonly active: boolean;
  /** When the key was made, ISO 8601 in UTC; null when there is none. */
  readonly made: string | null;
  readonly lastUsed: string | null;
  readonly region: string | null;
  readonly service: string | null;
}

/** A user in an IAM credential report. Times are ISO 8601 in UTC, null for never, not applicable or not known. */
export interface ReportedUser {
  readonly name: string;
  readonly arn: string;
  readonly made: string | null;
  readonly passwordEnabled: boolean;
  readonly passwordLastUsed: string | null;
  readonly keys: readonly KeySlot[];
}

const HINT = 'Save one by: aws iam get-credential-report --output json > report.json';

/**
 * Reads an IAM credential report: the CSV itself, or the answer of `aws iam get-credential-report`, which holds it in base64.
 *
 * @param file its name, for errors
 * @throws KeytrailError `KT_INPUT_UNREADABLE` when it is none
 */
export function parseCredentialReport(text: string, file: string): ReportedUser[] {
  const rows = rowsOf(csvIn(text), file);
  if (rows.length === 0 || rows.some((row) => row['arn'] === undefined || row['access_key_1_active'] === undefined)) throw noReport(file);
  return rows.map((row) => ({
    name: row['user'] ?? '',
    arn: row['arn'] ?? '',
    made: timeOf(row['user_creation_time']),
    passwordEnabled: row['password_enabled'] === 'true',
    passwordLastUsed: timeOf(row['password_last_used']),
    keys: [slotOf(row, 1), slotOf(row, 2)],
  }));
}

type Row = Readonly<Record<string, string | undefined>>;

function rowsOf(csv: string, file: string): Row[] {
  try {
    return parse(csv, { columns: true, bom: true, skip_empty_lines: true, relax_column_count: true });
  } catch (cause) {
    throw noReport(file, cause);
  }
}

const noReport = (file: string, cause?: unknown): KeytrailError =>
  new KeytrailError('KT_INPUT_UNREADABLE', `"${file}" is no IAM credential report.`, { hint: HINT, cause });

function csvIn(text: string): string {
  if (!text.trimStart().startsWith('{')) return text;
  try {
    const answer: unknown = JSON.parse(text);
    const content = isJsonObject(answer) ? answer['Content'] : undefined;
    return typeof content === 'string' ? Buffer.from(content, 'base64').toString('utf8') : '';
  } catch {
    return '';
  }
}

const slotOf = (row: Row, slot: 1 | 2): KeySlot => ({
  slot,
  active: row[`access_key_${slot}_active`] === 'true',
  made: timeOf(row[`access_key_${slot}_last_rotated`]),
  lastUsed: timeOf(row[`access_key_${slot}_last_used_date`]),
  region: wordOf(row[`access_key_${slot}_last_used_region`]),
  service: wordOf(row[`access_key_${slot}_last_used_service`]),
});

/** `N/A`, `no_information` and `not_supported` stand for nothing. Source: IAM User Guide, "Understanding the report format". */
const wordOf = (text = ''): string | null => (/^(|N\/A|no_information|not_supported)$/i.test(text) ? null : text);

function timeOf(text: string | undefined): string | null {
  const time = Date.parse(wordOf(text) ?? '');
  return Number.isNaN(time) ? null : `${new Date(time).toISOString().slice(0, 19)}Z`;
}
