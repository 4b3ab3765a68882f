import { KeytrailError } from '../core/errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import { matchInEngine } from '../detect/engine-matcher.ts';
import { matchRecords, type RuleMatches } from '../detect/match-records.ts';
import { openDuckdb } from '../engine/duckdb/open-duckdb.ts';
import { documentsOf } from '../ingest/documents.ts';
import { readText } from './read-document.ts';
import { readRules } from './read-rules.ts';

export interface MatchRequest {
  readonly rules: readonly string[];
  /** File of records: a JSON array, `{"Records": [...]}`, one record, or JSON Lines. */
  readonly events: string;
  readonly placeholders?: string;
  /** What evaluates: keytrail itself, or SQL on the embedded engine. */
  readonly backend: 'ts' | 'duckdb';
}

export interface MatchAnswer {
  readonly results: readonly RuleMatches[];
  /** Lines of the file that are no JSON, and elements that are no record: they match nothing. */
  readonly unreadable: number;
}

/**
 * Evaluates rules on the records of a file. They need not be complete CloudTrail events.
 *
 * @throws KeytrailError `KT_INPUT_MISSING`, `KT_INPUT_UNREADABLE`
 */
export async function matchRules(request: MatchRequest): Promise<MatchAnswer> {
  const set = await readRules(request.rules, request.placeholders);
  const { values, broken } = await readValues(request.events);
  const records = values.map((value): JsonObject => (isJsonObject(value) ? value : {}));
  const unreadable = broken + values.filter((value) => !isJsonObject(value)).length;
  if (request.backend === 'ts') return { results: await matchRecords(set, records), unreadable };
  const engine = await openDuckdb({ files: [], view: 'SELECT 1 AS nothing' });
  try {
    return { results: await matchRecords(set, records, (rule, some) => matchInEngine(engine, rule, some)), unreadable };
  } finally {
    await engine.close();
  }
}

async function readValues(file: string): Promise<{ readonly values: readonly JsonValue[]; readonly broken: number }> {
  const text = await readText(file);
  const found = documentsOf(text);
  if (found.kind === 'not-json') {
    throw new KeytrailError('KT_INPUT_UNREADABLE', `"${file}" holds no records: ${found.why}.`, { hint: 'Give records as JSON or as JSON Lines.' });
  }
  const values = found.documents.flatMap(({ start, end }) => recordsIn(JSON.parse(text.slice(start, end)) as JsonValue));
  return { values, broken: found.broken };
}

function recordsIn(document: JsonValue): readonly JsonValue[] {
  if (Array.isArray(document)) return document;
  const records = isJsonObject(document) ? document['Records'] : undefined;
  return Array.isArray(records) ? records : [document];
}
