import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TABLE } from '../../src/core/cloudtrail-table.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { matchInEngine } from '../../src/detect/engine-matcher.ts';
import { matchHere } from '../../src/detect/match-records.ts';
import { recordOf } from '../../src/detect/record-of.ts';
import { rulePredicate } from '../../src/detect/sql/rule-predicate.ts';
import { tableFields } from '../../src/detect/sql/table-fields.ts';
import { openDuckdb } from '../../src/engine/duckdb/open-duckdb.ts';
import { readEvents } from '../../src/engine/read-events.ts';
import type { SqlEngine } from '../../src/engine/sql-engine.ts';
import { collect } from '../../src/lake/collect.ts';
import { openLake } from '../../src/lake/open-lake.ts';
import { compileRule } from '../../src/sigma/compile-rules.ts';
import { matches } from '../../src/sigma/match.ts';
import { events, rules } from './generated-rules.ts';

/*
 * Two evaluators of one normal form, against each other: SQL on the engine, and keytrail's own.
 */
/** Each costs the parsing of a statement of some thousand characters; more are run by hand, with the variable RUNS. */
const RUNS = Number(process.env['RUNS'] ?? 3);
/** DuckDB converted ARNs to times here before it had looked whether they are any. */
const hourOfArn = JSON.stringify({
  title: 'T',
  detection: { a: { 'userIdentity.arn|hour': 7 }, b: { 'resources.ARN|exists': true, 'requestParameters|cidr': '10.0.0.0/8' }, condition: 'a or b' },
});
let engine: SqlEngine;

beforeAll(async () => {
  engine = await openDuckdb({ files: [], view: 'SELECT 1 AS nothing' });
});

afterAll(() => engine.close());

test('on records as JSON, both find the same', async () => {
  await fc.assert(
    fc.asyncProperty(rules, events, async (text, records) => {
      const rule = compileRule(text, 'r.yml');
      expect(await matchInEngine(engine, rule, records)).toEqual(await matchHere(rule, records));
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
}, 120_000);

test('a member whose own name has dots goes first for both', async () => {
  const rule = compileRule('{title: T, detection: {s: {a.b: x}, condition: not s}}', 'r.yml');
  const records: readonly JsonObject[] = [{ 'a.b': 'x' }, { a: { b: 'x' } }, { 'a.b': 'y', a: { b: 'x' } }, {}];
  expect(await matchInEngine(engine, rule, records)).toEqual([2, 3]);
});

describe('on the table', () => {
  const sample: readonly JsonObject[] = fc
    .sample(events, { numRuns: 30, seed: 1 })
    .flat()
    .map((event, index) => ({ ...event, eventID: `e${index}` }));
  let lake: Awaited<ReturnType<typeof openLake>>;

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keytrail-backends-'));
    writeFileSync(join(folder, 'events.json'), JSON.stringify({ Records: sample }));
    await collect(join(folder, 'lake'), [join(folder, 'events.json')]);
    lake = await openLake(join(folder, 'lake'));
  }, 120_000);

  afterAll(() => lake.close());

  test('SQL that finds all finds no less, SQL that finds nothing else finds no more', async () => {
    const table = await lake.engine();
    const records = (await readEvents(table, '1 = 1')).map(recordOf);
    expect(records).toHaveLength(sample.length);
    await fc.assert(
      fc.asyncProperty(rules, async (text) => {
        const rule = compileRule(text, 'r.yml');
        const predicates = (['all', 'only'] as const).map((nearness) => rulePredicate(rule.detection, tableFields, nearness));
        const { rows } = await table.query(`SELECT eventid, ${predicates.join(', ')} FROM ${TABLE}`);
        const found = new Set(records.filter((record) => matches(rule, record)).map(({ eventID }) => eventID));
        expect(rows.filter(([id, all]) => found.has(String(id)) && all !== true)).toEqual([]);
        expect(rows.filter(([id, , only]) => !found.has(String(id)) && only !== false)).toEqual([]);
      }),
      { numRuns: RUNS, endOnFailure: true, examples: [[hourOfArn]] },
    );
  }, 120_000);
});
