import { describe, expect, test } from 'vitest';
import { compileRule } from './compile-rule.ts';
import { RuleError } from './rule-error.ts';

const head = 'title: T\nlogsource: {product: aws, service: cloudtrail}\n';
const rule = (detection: string, more = ''): string => `${head}${more}detection: ${detection}\n`;

function refusal(text: string): RuleError {
  try {
    compileRule(text, 'r.yml');
  } catch (error) {
    if (error instanceof RuleError) return error;
    throw error;
  }
  throw new Error('the rule was accepted');
}

describe('compileRule', () => {
  test('gives the header as the rule states it', () => {
    const text = rule(
      '{s: {f: x}, condition: s}',
      'id: 1-2\nauthor: A. Uthor\nlicense: DRL-1.1\nlevel: high\ntags: [attack.t1098.001]\nreferences: [https://x.example]\nfalsepositives: Rare\ndate: 2026-11-24\n',
    );
    expect(compileRule(text, 'r.yml')).toMatchObject({
      id: '1-2',
      title: 'T',
      description: '',
      author: 'A. Uthor',
      licence: 'DRL-1.1',
      level: 'high',
      tags: ['attack.t1098.001'],
      references: ['https://x.example'],
      falsePositives: ['Rare'],
      source: 'r.yml',
      tests: [],
    });
  });

  test('a rule without id goes by its source, and without level carries no weight', () => {
    expect(compileRule(rule('{s: {f: x}, condition: s}'), 'r.yml')).toMatchObject({ id: 'r.yml', level: 'informational' });
  });

  test.each([
    [
      'a modifier of a later version',
      rule('{s: {"f|cidr": 10.0.0.0/8}, condition: s}'),
      'unsupported-modifier',
      'r.yml, selection "s", field "f|cidr": the modifier "cidr" is not supported yet.',
    ],
    [
      'a correlation',
      'title: C\ncorrelation: {type: event_count}',
      'unsupported-document',
      'r.yml: it is a correlation, which is not supported yet.',
    ],
    ['a filter', 'title: F\nfilter: {rules: any}', 'unsupported-document', 'r.yml: it is a filter, which is not supported yet.'],
    ['a timeframe', rule('{s: {f: x}, timeframe: 5m, condition: s}'), 'legacy-aggregation', 'r.yml: timeframe is not part of Sigma 2.'],
    [
      'several documents',
      `${rule('{s: {f: x}, condition: s}')}---\n${rule('{s: {f: x}, condition: s}')}`,
      'unsupported-document',
      'r.yml: it holds 2 documents.',
    ],
    [
      'a rule for another product',
      'title: W\nlogsource: {product: windows}\ndetection: {s: {f: x}, condition: s}',
      'other-logsource',
      'r.yml, field "logsource": the rule is for windows, not for aws/cloudtrail.',
    ],
    ['a level that there is not', rule('{s: {f: x}, condition: s}', 'level: severe\n'), 'bad-header', 'r.yml, field "level": "severe" is no level.'],
    [
      'a date where text is meant',
      rule('{s: {f: 2026-01-07}, condition: s}'),
      'bad-value',
      'r.yml, selection "s", field "f": 2026-01-07T00:00:00.000Z was read as a date.',
    ],
    ['a text that is no map', '- a', 'bad-yaml', 'r.yml: it is not a YAML map of fields.'],
    ['an empty text', '', 'bad-yaml', 'r.yml: it is not a YAML map of fields.'],
    [
      'a test without event',
      rule('{s: {f: x}, condition: s}', 'tests: [{name: n, matches: true}]\n'),
      'bad-tests',
      'r.yml, field "tests": a test lacks name (text), matches (true or false) or event (a map).',
    ],
    [
      'an unquoted time in a test',
      rule('{s: {f: x}, condition: s}', 'tests: [{name: n, matches: true, event: {t: 2026-01-07T02:25:18Z}}]\n'),
      'bad-tests',
      'r.yml, field "tests": a value is no JSON.',
    ],
  ])('refuses %s', (_, text, fault, message) => {
    expect(refusal(text)).toMatchObject({ code: 'KT_RULE_INVALID', fault, message });
  });

  test('a bomb of aliases is refused', () => {
    const layers = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let layer = 1; layer < 9; layer += 1)
      layers.push(
        `a${layer}: &a${layer} [${Array(10)
          .fill(`*a${layer - 1}`)
          .join(', ')}]`,
      );
    expect(refusal(layers.join('\n')).fault).toBe('bad-yaml');
  });

  test('nesting beyond reason is refused, not a crash', () => {
    expect(refusal(`title: ${'['.repeat(20_000)}`).fault).toBe('bad-yaml');
    expect(refusal(rule(`{s: {f: x}, condition: "${'not '.repeat(20_000)}s"}`)).fault).toBe('bad-condition');
    expect(refusal(rule(`{s: {f: x}, condition: "${'('.repeat(20_000)}s"}`)).fault).toBe('bad-condition');
  });
});
