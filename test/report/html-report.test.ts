import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Case, caseSchema } from '../../src/core/case.ts';
import { renderReport } from '../../src/report/render-report.ts';
import { hostileCase } from './hostile-case.ts';
import { readTags, textOf } from './html-outline.ts';
import { leakedKeyCase } from './leaked-key-case.ts';

const ALLOWED = new Set(
  'html head meta title style body a header p code nav ul li main section h1 h2 dl div dt dd ol pre strong bdi time span table caption colgroup col thead tbody tr th td details summary figure figcaption svg desc defs marker path line text tspan circle rect g label input wbr'.split(
    ' ',
  ),
);

const HOSTILE =
  "\"><script>alert(1)</script><img src=x onerror=alert(1)>' onload='x`|[x](javascript:alert(1))\u202e\u200b\u0000\n</style></title><!-- &lt; ";

const emptyCase: Case = {
  ...leakedKeyCase,
  firstUse: null,
  lastUse: null,
  calls: 0,
  errors: 0,
  compromise: null,
  credentials: [],
  principals: [],
  edges: [],
  timeline: [],
  stages: caseSchema.shape.stages.parse(Object.fromEntries(Object.keys(leakedKeyCase.stages).map((name) => [name, []]))),
  resources: [],
  findings: [],
  unknowns: [],
  nextSteps: [],
  indicators: { sourceIPs: [], userAgents: [], regions: [], accessKeyIds: [], principals: [] },
};

const documents: readonly (readonly [string, Case])[] = [
  ['the leaked key', leakedKeyCase],
  ['texts chosen by an attacker', hostileCase(HOSTILE)],
  ['very long texts', hostileCase('Ω'.repeat(5000))],
  ['a case of nothing', emptyCase],
];

describe.each(documents)('the web page of %s', (_, document) => {
  const page = renderReport(document, 'html');
  const tags = readTags(page);
  const ids = tags.flatMap((tag) => tag.attributes.get('id') ?? []);

  test('holds only the tags and attributes of the templates', () => {
    expect([...new Set(tags.map((tag) => tag.name))].filter((name) => !ALLOWED.has(name))).toEqual([]);
    const attributes = new Set(tags.flatMap((tag) => [...tag.attributes.keys()]));
    expect([...attributes].filter((name) => /^(on|style|src)/i.test(name))).toEqual([]);
  });

  test('leads to no place but itself and web pages of rules', () => {
    const targets = tags.flatMap((tag) => tag.attributes.get('href') ?? []);
    expect(targets.filter((target) => !target.startsWith('#') && target !== 'https://example.com/rules/user-and-key')).toEqual([]);
    expect(targets.filter((target) => target.startsWith('#') && !ids.includes(target.slice(1)))).toEqual([]);
  });

  test('has no id twice', () => {
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('shows no character that hides itself or turns the text around', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/);
  });

  test('has headings in order', () => {
    const headings = tags.flatMap((tag) => (/^h\d$/.test(tag.name) ? [Number(tag.name.slice(1))] : []));
    expect(headings[0]).toBe(1);
    expect(headings.filter((level) => level === 1)).toHaveLength(1);
    expect(headings.slice(1).every((level) => level === 2)).toBe(true);
  });

  test('has a scope on every table head', () => {
    expect(tags.filter((tag) => tag.name === 'th' && !tag.attributes.has('scope'))).toEqual([]);
  });
});

describe('the web page of the leaked key', () => {
  const page = renderReport(leakedKeyCase, 'html');
  const text = textOf(page);
  const tags = readTags(page);

  test('begins with the verdict, what to do now and what is alive', () => {
    const main = textOf(page.slice(page.indexOf('<main>')));
    const order = [
      'Used by someone else since 2026-01-07T02:25:18Z',
      'Someone other than the owner',
      'Do now',
      'keytrail contain plan',
      'SLEEPER',
      'Key facts',
    ];
    const places = order.map((words) => main.indexOf(words));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  test('has a row for every event of the timeline, and its id in full', () => {
    const rows = tags.filter((tag) => tag.name === 'tr').map((tag) => tag.attributes.get('id'));
    for (const { eventId } of leakedKeyCase.timeline) {
      expect(rows).toContain(`event-${eventId}`);
      expect(text).toContain(eventId);
    }
  });

  test('leads from each finding to its events', () => {
    const finding = page.slice(page.indexOf('User created and given a key within a minute'));
    const cell = finding.slice(0, finding.indexOf('</tr>'));
    for (const eventId of leakedKeyCase.findings[0]?.eventIds ?? []) expect(cell).toContain(`href="#event-${eventId}"`);
  });

  test('allows its own style sheet by digest and nothing else', () => {
    const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    const [, style = ''] = /<style>([^<]*)<\/style>/.exec(page) ?? [];
    const digest = createHash('sha256').update(style).digest('base64');
    expect(policy.replaceAll('&#39;', "'")).toBe(`default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`);
    expect(style).not.toMatch(/url\(|@import/);
  });

  test('is the same twice', () => {
    expect(renderReport(structuredClone(leakedKeyCase), 'html')).toBe(page);
  });

  test('says in the pictures what is in the tables', () => {
    expect(text).toContain('18 events by owner');
    expect(text).toContain('19 events by attacker');
    expect(text).toContain('AKIAIAAAAAAAAEXAMPLE created nwolf-dev');
  });

  test('looks as it did', async () => {
    await expect(page).toMatchFileSnapshot('expected/leaked-key.html');
  });
});

test('an event that is cited but not in the timeline is named, without a link that leads nowhere', () => {
  const [finding] = leakedKeyCase.findings;
  if (!finding) throw new Error('the fixture has a finding');
  const page = renderReport({ ...leakedKeyCase, findings: [{ ...finding, eventIds: ['elsewhere-1'] }] }, 'html');
  expect(textOf(page)).toContain('elsewhere-1');
  expect(page).not.toContain('href="#event-elsewhere-1"');
  expect(page).toContain('title="elsewhere-1, not in the timeline"');
});

test('a link of a rule that is no web address is text', () => {
  const [finding] = leakedKeyCase.findings;
  if (!finding) throw new Error('the fixture has a finding');
  const page = renderReport({ ...leakedKeyCase, findings: [{ ...finding, link: 'javascript:alert(1)' }] }, 'html');
  expect(page).not.toContain('href="javascript');
  expect(textOf(page)).toContain('javascript:alert(1)');
});

test('a case without compromise does not speak of an intruder', () => {
  const text = textOf(renderReport({ ...leakedKeyCase, compromise: null, timeline: [] }, 'html'));
  expect(text).toContain('No sign in these logs of use by someone else');
  expect(text).not.toMatch(/Someone other than the owner has used/);
});
