import { basename, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtinRulesPath, loadRules } from '../../src/detect/load-rules.ts';
import { techniquesOf } from '../../src/detect/techniques.ts';
import { matches } from '../../src/sigma/match.ts';

const { rules, refused } = loadRules([builtinRulesPath()]);

test('every built-in rule is read', () => {
  expect(refused.map(({ error }) => error.message)).toEqual([]);
  expect(rules.length).toBeGreaterThanOrEqual(12);
});

describe.each(rules.map((rule) => ({ file: relative(builtinRulesPath(), rule.source), rule })))('$file', ({ file, rule }) => {
  test('says who wrote it, under which licence, what it means and when it is wrong', () => {
    expect(rule.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(rule).toMatchObject({ author: 'keytrail', licence: 'Apache-2.0', references: [expect.stringMatching(/^https:/)] });
    expect(rule.description.length).toBeGreaterThan(80);
    expect(rule.falsePositives.length).toBeGreaterThan(0);
    expect(techniquesOf(rule.tags).length).toBeGreaterThan(0);
    expect(basename(file)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*\.yml$/);
  });

  test('has an event that it must match and one that it must not', () => {
    expect(new Set(rule.tests.map((one) => one.matches))).toEqual(new Set([true, false]));
  });

  test.each(rule.tests)('$name: $matches', ({ event, matches: expected }) => {
    expect(matches(rule, event)).toBe(expected);
  });
});
