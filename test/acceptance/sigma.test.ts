import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { convertRule } from '../../src/detect/convert-rule.ts';
import { detect } from '../../src/detect/detect.ts';
import { builtinRulesPath, loadRules } from '../../src/detect/load-rules.ts';
import { collect } from '../../src/lake/collect.ts';
import { openLake } from '../../src/lake/open-lake.ts';
import { compileRule, compileRules } from '../../src/sigma/compile-rules.ts';
import { correlator } from '../../src/sigma/correlator.ts';
import { matches } from '../../src/sigma/match.ts';
import type { Rule } from '../../src/sigma/rule.ts';

const shared = fileURLToPath(new URL('../../../shared/data', import.meta.url));
const isThere = existsSync(`${shared}/sigma/vectors.json`);
if (!isThere) console.warn(`skipped: Sigma acceptance, because ${shared}/sigma is not there`);

interface Vector {
  readonly name: string;
  readonly rule: string;
  readonly events: readonly JsonObject[];
  readonly placeholders?: Readonly<Record<string, readonly string[]>>;
  readonly expect?: readonly number[];
  readonly expectByRule?: Readonly<Record<string, readonly number[]>>;
  readonly correlationId?: string;
  readonly expectFindings?: readonly { readonly group: readonly string[]; readonly eventIDs: readonly string[] }[];
  readonly error?: string;
}

describe.skipIf(!isThere)('the vectors of the Sigma study', () => {
  const vectors: readonly Vector[] = isThere ? JSON.parse(readFileSync(`${shared}/sigma/vectors.json`, 'utf8')) : [];

  test('all are there', () => {
    expect(vectors).toHaveLength(124);
  });

  test.each(vectors)('$name', (vector) => {
    const placeholders = new Map(Object.entries(vector.placeholders ?? {}));
    const { rules, correlations, refused } = compileRules([{ text: vector.rule, source: 'vector.yml' }], placeholders);
    expect(refused.map(({ error }) => error.fault)).toEqual(vector.error === undefined ? [] : [vector.error]);
    const found = Object.fromEntries(rules.map((rule) => [rule.id, vector.events.flatMap((event, index) => (matches(rule, event) ? [index] : []))]));
    if (vector.expect !== undefined) expect(Object.values(found)).toEqual([vector.expect]);
    if (vector.expectByRule !== undefined) expect(found).toEqual(vector.expectByRule);
    if (vector.expectFindings !== undefined) {
      const correlated = correlator(correlations);
      for (const rule of rules) for (const event of vector.events) if (matches(rule, event)) correlated.add(rule, event);
      const [correlation] = correlations.filter(({ id }) => id === vector.correlationId);
      const findings = [...correlated.finish()].find(([one]) => one === correlation)?.[1].matches ?? [];
      expect(findings.map(({ group, eventIds }) => ({ group, eventIDs: eventIds.toSorted() }))).toEqual(vector.expectFindings);
    }
  });
});

describe.skipIf(!isThere)("SigmaHQ's AWS rules on a real attack", () => {
  const expected: Record<string, { readonly eventIDs: readonly string[] }> = isThere
    ? JSON.parse(readFileSync(`${shared}/sigma/expected-invictus.json`, 'utf8')).rules
    : {};
  const read = (folder: string): readonly string[] =>
    isThere ? readdirSync(`${shared}/${folder}`).map((name) => `${shared}/${folder}/${name}`) : [];
  const events: readonly JsonObject[] = read('invictus/logs').flatMap((file) => JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')).Records);
  const rules = read('sigma/rules').map((file) => compileRule(readFileSync(file, 'utf8'), file));

  test('all rules and all events are read', () => {
    expect([rules.length, events.length]).toEqual([57, 2900]);
    expect(rules.map((rule) => rule.id)).toEqual(expect.arrayContaining(Object.keys(expected)));
  });

  test.each(rules)('$title', (rule) => {
    const ids = events.filter((event) => matches(rule, event)).map((event) => String(event['eventID']));
    expect([...new Set(ids)].toSorted()).toEqual(expected[rule.id]?.eventIDs ?? []);
  });

  test('over a lake the engine leaves out nothing that a rule matches, and rules converted to SQL find the same', async () => {
    const directory = `${mkdtempSync(`${tmpdir()}/keytrail-sigma-`)}/lake`;
    await collect(directory, [`${shared}/invictus/logs`]);
    const lake = await openLake(directory);
    const builtin = loadRules([builtinRulesPath()]);
    const all = [...rules, ...builtin.rules];
    const engine = await lake.engine();
    const { hits, findings, stories } = await detect(engine, { ...builtin, rules: all }, { hits: true });
    for (const rule of rules) {
      if (expected[rule.id] === undefined) continue;
      const { rows, columns } = await engine.query(convertRule(rule));
      const place = columns.findIndex(({ name }) => name === 'eventid');
      expect([rule.title, rows.map((row) => row[place]).toSorted()]).toEqual([rule.title, expected[rule.id]?.eventIDs]);
    }
    await lake.close();

    const found = (rule: Rule): readonly string[] => hits.filter(({ ruleId }) => ruleId === rule.id).map(({ eventId }) => eventId);
    for (const rule of all) {
      const matched = events.filter((event) => matches(rule, event)).map((event) => String(event['eventID']));
      expect([rule.title, found(rule).toSorted()]).toEqual([rule.title, matched.toSorted()]);
    }
    expect(findings.reduce((sum, { count }) => sum + count, 0)).toBe(hits.filter(({ base }) => base !== true).length);
    expect(stories.flatMap((story) => story.findings).toSorted()).toEqual(findings.map(({ id }) => id).toSorted());
  });
});
