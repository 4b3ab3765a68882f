import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { detect } from '../../src/detect/detect.ts';
import { builtinRulesPath, loadRules } from '../../src/detect/load-rules.ts';
import { collect } from '../../src/lake/collect.ts';
import { openLake } from '../../src/lake/open-lake.ts';
import { compileRule } from '../../src/sigma/compile-rule.ts';
import { matches } from '../../src/sigma/match.ts';
import type { Rule } from '../../src/sigma/rule.ts';
import { RuleError } from '../../src/sigma/rule-error.ts';

const shared = fileURLToPath(new URL('../../../shared/data', import.meta.url));
const isThere = existsSync(`${shared}/sigma/vectors.json`);
if (!isThere) console.warn(`skipped: Sigma acceptance, because ${shared}/sigma is not there`);

/** Faults that say "not yet", so that the vector asks for what a later version has. */
const notYet = new Set(['unsupported-modifier', 'unsupported-document']);

interface Vector {
  readonly name: string;
  readonly rule: string;
  readonly events: readonly JsonObject[];
  readonly expect?: readonly number[];
  readonly error?: string;
}

function compiled(text: string, source: string): Rule | RuleError {
  try {
    return compileRule(text, source);
  } catch (error) {
    if (error instanceof RuleError) return error;
    throw error;
  }
}

describe.skipIf(!isThere)('the vectors of the Sigma study', () => {
  const vectors: readonly Vector[] = isThere ? JSON.parse(readFileSync(`${shared}/sigma/vectors.json`, 'utf8')) : [];
  const judged = vectors.map((vector) => ({ vector, rule: compiled(vector.rule, vector.name) }));
  const isOut = ({ rule }: { rule: Rule | RuleError }): boolean => rule instanceof RuleError && notYet.has(rule.fault);
  const run = judged.filter((one) => !isOut(one));

  test('only vectors of unsupported features are left out', () => {
    const out = judged.filter(isOut).map(({ vector }) => vector.name);
    console.warn(`${run.length} of ${vectors.length} Sigma vectors run; not supported yet: ${out.join('; ')}`);
    expect(run.length).toBeGreaterThanOrEqual(82);
  });

  test.each(run)('$vector.name', ({ vector, rule }) => {
    if (vector.error !== undefined) {
      expect(rule instanceof RuleError ? rule.fault : 'accepted').toBe(vector.error);
      return;
    }
    if (rule instanceof RuleError) throw rule;
    expect(vector.events.flatMap((event, index) => (matches(rule, event) ? [index] : []))).toEqual(vector.expect);
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

  test('over a lake the engine leaves out nothing that a rule matches', async () => {
    const directory = `${mkdtempSync(`${tmpdir()}/keytrail-sigma-`)}/lake`;
    await collect(directory, [`${shared}/invictus/logs`]);
    const lake = await openLake(directory);
    const all = [...rules, ...loadRules([builtinRulesPath()]).rules];
    const { hits, findings, stories } = await detect(await lake.engine(), all, { hits: true }).finally(() => lake.close());

    const found = (rule: Rule): readonly string[] => hits.filter(({ ruleId }) => ruleId === rule.id).map(({ eventId }) => eventId);
    for (const rule of all) {
      const matched = events.filter((event) => matches(rule, event)).map((event) => String(event['eventID']));
      expect([rule.title, found(rule).toSorted()]).toEqual([rule.title, matched.toSorted()]);
    }
    expect(findings.reduce((sum, { count }) => sum + count, 0)).toBe(hits.length);
    expect(stories.flatMap((story) => story.findings).toSorted()).toEqual(findings.map(({ id }) => id).toSorted());
  });
});
