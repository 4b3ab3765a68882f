import { describe, expect, test } from 'vitest';
import { compileRule, compileRules } from './compile-rules.ts';
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
    ['a timeframe', rule('{s: {f: x}, timeframe: 5m, condition: s}'), 'legacy-aggregation', 'r.yml: timeframe is not part of Sigma 2.'],
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

describe('compileRules', () => {
  const one = (title: string, more = ''): string => `title: ${title}\n${more}detection: {s: {f: x}, condition: s}\n`;
  const counting = (rules: string, more = ''): string =>
    `title: Count of ${rules}\n${more}correlation: {type: event_count, rules: [${rules}], timespan: 1m, condition: {gte: 2}}\n`;
  const read = (...documents: readonly string[]) => compileRules([{ text: documents.join('---\n'), source: 'r.yml' }]);

  test('a bad document leaves the others of its file untouched, and is named by its number', () => {
    const { rules, refused } = read(one('A'), 'title: [\n', one('C', 'level: severe\n'), one('D'));
    expect(rules.map(({ title, id }) => [title, id])).toEqual([
      ['A', 'r.yml#1'],
      ['D', 'r.yml#4'],
    ]);
    expect(refused.map(({ error }) => [error.fault, error.message.slice(0, 19)])).toEqual([
      ['bad-yaml', 'r.yml, document 2: '],
      ['bad-header', 'r.yml, document 3, '],
    ]);
  });

  test('a last line of three dashes, or an empty document between two, is no rule and no fault', () => {
    const { rules, refused } = compileRules([{ text: `---\n${one('A')}---\n---\n# nothing\n---\n${one('B')}---\n`, source: 'r.yml' }]);
    expect(rules.map(({ title }) => title)).toEqual(['A', 'B']);
    expect(refused).toEqual([]);
  });

  test('what a global document states goes before what the rules after it state', () => {
    const { rules } = read('action: global\nlevel: high\nauthor: G\n', one('A', 'level: low\n'), 'action: reset\n', one('B'));
    expect(rules.map(({ title, level, author }) => [title, level, author])).toEqual([
      ['A', 'high', 'G'],
      ['B', 'informational', null],
    ]);
  });

  test('a rule that only feeds a correlation is told apart, unless one lets it speak', () => {
    const titles = ({ base }: ReturnType<typeof read>) => [...base].map(({ title }) => title);
    expect(titles(read(one('A'), one('B'), counting('A')))).toEqual(['A']);
    expect(titles(read(one('A'), counting('A'), counting('A', 'generate: true\nid: second\n')))).toEqual([]);
  });

  test('a correlation finds its rule in the same file before all others', () => {
    const { correlations } = compileRules([
      { text: one('A', 'id: far\n'), source: 'a.yml' },
      { text: `${one('A', 'id: near\n')}---\n${counting('A')}`, source: 'b.yml' },
    ]);
    expect(correlations[0]?.steps[0]?.rule.id).toBe('near');
  });

  test.each([
    [
      'leads back to itself',
      [counting('Count of Count of A', 'name: A\n'), 'title: Count of Count of A\ncorrelation: {type: temporal, rules: [A], timespan: 1m}\n'],
      'correlation-cycle',
    ],
    ['rests on a refused rule', [one('A', 'level: severe\n'), counting('A')], 'unresolved-rule'],
    ['has an unknown type', ['title: C\ncorrelation: {type: near, rules: [A], timespan: 1m}\n'], 'bad-correlation'],
    ['names no rules', ['title: C\ncorrelation: {type: temporal, timespan: 1m}\n'], 'bad-correlation'],
    [
      'asks for a part of its ordered steps',
      [one('A'), 'title: C\ncorrelation: {type: temporal_ordered, rules: [A, A], timespan: 1m, condition: {gte: 1}}\n'],
      'bad-correlation-condition',
    ],
    [
      'has no percentile',
      [one('A'), 'title: C\ncorrelation: {type: value_percentile, rules: [A], timespan: 1m, condition: {field: f, gte: 1}}\n'],
      'bad-correlation-condition',
    ],
    [
      'has an alias for a stranger',
      [one('A'), 'title: C\ncorrelation: {type: temporal, rules: [A], timespan: 1m, aliases: {k: {B: f}}}\n'],
      'unresolved-rule',
    ],
  ])('a correlation that %s is refused', (_, documents, fault) => {
    const { correlations, refused } = read(...documents);
    expect(correlations).toEqual([]);
    expect(refused.map(({ error }) => error.fault)).toContain(fault);
  });

  // The schema tests of the Sigma specification write the condition of a temporal correlation like this.
  test.each(['A AND B', 'B and A'])('a temporal correlation whose condition is "%s" asks for all of its rules', (condition) => {
    const { correlations } = read(
      one('A'),
      one('B'),
      `title: C\ncorrelation: {type: temporal, rules: [A, B], timespan: 1m, condition: ${condition}}\n`,
    );
    expect(correlations.map(({ bounds }) => bounds)).toEqual([[{ operator: 'gte', value: 2 }]]);
  });

  test('a log source in capitals is refused with what is wrong about it', () => {
    const text = 'title: W\nlogsource: {product: AWS, service: CloudTrail}\ndetection: {s: {f: x}, condition: s}';
    expect(() => compileRule(text, 'r.yml')).toThrow(expect.objectContaining({ hint: 'Sigma writes log sources in small letters.' }));
  });

  test.each([
    ['(?i)^boto3', 'Write flags as modifiers: re|i.'],
    ['(?si)a.b', 'Write flags as modifiers: re|s|i.'],
    ['^(?!aws-cli)', 'Write what must not be there as a selection of its own, behind "not" in the condition.'],
  ])('what says the same as the regular expression %s comes with its refusal', (pattern, hint) => {
    const text = `title: R\ndetection: {s: {'userAgent|re': '${pattern}'}, condition: s}`;
    expect(() => compileRule(text, 'r.yml')).toThrow(expect.objectContaining({ fault: 'regex-not-portable', hint }));
  });

  test('a filter is asked of every rule that it names, by id, name or title', () => {
    const filter = 'title: F\nfilter: {rules: [A, b], s: {f: y}, condition: not s}\n';
    const { rules, doubts } = read(one('A'), one('B', 'name: b\n'), one('C'), filter);
    expect(rules.map(({ title, detection }) => [title, detection.kind])).toEqual([
      ['A', 'and'],
      ['B', 'and'],
      ['C', 'item'],
    ]);
    expect(doubts).toEqual([]);
  });

  test('a filter without a rule, or without a "not", is doubted', () => {
    const { doubts } = read(one('A'), 'title: F\nfilter: {rules: [A, gone], s: {f: y}, condition: s}\n');
    expect(doubts.map(({ reason }) => reason)).toEqual([
      'the condition has no "not": only records that it selects are kept',
      'the filter names "gone", which is none of the rules',
    ]);
  });

  test('y and n are names, as for the other tools of Sigma', () => {
    expect(read('title: T\ndetection: {s: {n: y}, condition: s}\n').rules[0]?.detection).toMatchObject({
      field: 'n',
      tests: [{ kind: 'text', pattern: { parts: ['y'] } }],
    });
  });
});

describe('modifiers', () => {
  test.each([
    ['f|gt|lt', 1, 'bad-combination'],
    ['f|gt', 'ten', 'needs-number'],
    ['f|gt', null, 'bad-value'],
    ['f|contains|gt', 1, 'bad-combination'],
    ['f|contains|base64', 'x', 'bad-combination'],
    ['f|base64', 'a*', 'bad-value'],
    ['f|hour|contains', '1', 'bad-combination'],
    ['f|cidr|cased', '10.0.0.0/8', 'bad-combination'],
    ['f|cidr', 10, 'needs-string'],
    ['f|i', 'x', 'bad-combination'],
    ['f|re|base64', 'x', 'bad-combination'],
    ['|cidr', '10.0.0.0/8', 'bad-combination'],
    ['|gt', 1, 'bad-combination'],
    ['f|expand', '%x%', 'unresolved-placeholder'],
  ])('%s of %s is refused: %s', (key, value, fault) => {
    expect(refusal(JSON.stringify({ title: 'T', detection: { s: { [key]: value }, condition: 's' } })).fault).toBe(fault);
  });

  test.each([
    ['f|contains|windash'],
    ['f|windash|contains|all'],
    ['f|startswith|expand'],
    ['f|hour|neq'],
    ['f|neq|gte'],
    ['f|wide|base64offset|contains|cased'],
    ['f|expand|cidr'],
  ])('%s is accepted', (key) => {
    const value = key.includes('hour') || key.includes('gte') ? 5 : key.includes('cidr') ? '%net%' : '-a';
    const placeholders = new Map([['net', ['10.0.0.0/8', '192.168.0.0/16']]]);
    expect(compileRule(JSON.stringify({ title: 'T', detection: { s: { [key]: value }, condition: 's' } }), 'r.yml', placeholders).title).toBe('T');
  });
});
