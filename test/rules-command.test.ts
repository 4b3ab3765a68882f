import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLine } from './support/command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'keytrail-rules-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const { keytrail } = commandLine();

const good = file(
  'good.yml',
  `title: Root
id: root
level: high
author: A. Uthor
license: DRL-1.1
references: [https://rules.example/root]
tags: [attack.t1078.004]
detection: {s: {userIdentity.type: Root}, condition: s}
tests: [{name: root, matches: true, event: {userIdentity: {type: Root}}}, {name: user, matches: true, event: {userIdentity: {type: IAMUser}}}]
`,
);
const bad = file('bad.yml', 'title: Bad\ndetection: {s: {"f|foo": x}, condition: s}\n');

test('rules check names what cannot be used with place, reason and suggestion, and warns of what looks wrong', async () => {
  const odd = file('odd.yml', 'title: Odd\ndetection: {s: {eventname: x}, condition: s}\n');
  const { code, out, err } = await keytrail('rules', 'check', bad, good, odd);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toEqual([
    {
      verdict: 'refused',
      file: bad,
      place: 'selection "s", field "f|foo"',
      reason: 'unknown modifier "foo"',
      suggestion: expect.stringContaining('contains'),
      code: 'unknown-modifier',
    },
    {
      verdict: 'warning',
      file: odd,
      place: 'selection "s", field "eventname"',
      reason: expect.stringContaining('letter case'),
      suggestion: '',
      code: 'lint',
    },
  ]);
  expect(err).toContain('2 documents can be used, 1 cannot');
  expect((await keytrail('rules', 'check', good)).code).toBe(0);
});

test('rules list shows author, licence and link of each rule', async () => {
  const { out, err } = await keytrail('rules', 'list', good, bad);
  expect(JSON.parse(out)).toEqual([
    {
      level: 'high',
      kind: 'rule',
      title: 'Root',
      id: 'root',
      author: 'A. Uthor',
      licence: 'DRL-1.1',
      link: 'https://rules.example/root',
      techniques: 'T1078.004',
      file: good,
    },
  ]);
  expect(err).toContain(`the rule "${bad}" was left out`);
  const lines = (await keytrail('rules', 'list', good, '--format', 'table')).out.split('\n');
  expect(lines.map((line) => line.trim())).toEqual(['high          Root', 'T1078.004', 'A. Uthor, DRL-1.1', 'https://rules.example/root', good, '']);
});

test('rules test tells which tests of a rule fail', async () => {
  const { code, out, err } = await keytrail('rules', 'test', good);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toEqual([{ rule: 'Root', test: 'user', expected: 'a match', found: 'no match', file: good }]);
  expect(err).toContain('2 tests, 1 failed');
  expect((await keytrail('rules', 'test', 'builtin')).code).toBe(0);
});

test('rules match evaluates rules on records, whatever form their file has, and a refused rule is no failure', async () => {
  const root = '{"userIdentity": {"type": "Root"}}';
  const forms = [`[{}, ${root}]`, `{"Records": [{}, ${root}]}`, `{}\n${root}\n`];
  for (const [index, text] of forms.entries()) {
    const { code, out } = await keytrail('rules', 'match', good, bad, '--events', file(`events-${index}.json`, text));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual([
      { rule: good, id: 'root', title: 'Root', matches: [1], findings: [] },
      { rule: bad, error: expect.objectContaining({ code: 'unknown-modifier', field: 'f|foo' }) },
    ]);
  }
});

test('a line that is no record keeps its place, and is told', async () => {
  const { out, err } = await keytrail('rules', 'match', good, '--events', file('odd.json', '[1, {"userIdentity": {"type": "Root"}}]'));
  expect(JSON.parse(out)).toMatchObject([{ matches: [1] }]);
  expect(err).toContain('1 line or element');
  expect((await keytrail('rules', 'match', good, '--events', join(folder, 'nothing.json'))).code).toBe(3);
});

test('placeholders come from a file of JSON or YAML', async () => {
  const rule = file('expand.yml', 'title: E\nid: e\ndetection: {s: {userName|expand: "%admins%"}, condition: s}\n');
  const events = file('users.json', '[{"userName": "alice"}, {"userName": "bob"}]');
  for (const values of [file('p.json', '{"admins": ["alice"]}'), file('p.yml', 'admins: [alice]\n')]) {
    expect(JSON.parse((await keytrail('rules', 'match', rule, '--events', events, '--placeholders', values)).out)).toMatchObject([{ matches: [0] }]);
  }
  expect((await keytrail('rules', 'match', rule, '--events', events, '--placeholders', file('q.json', '[1]'))).code).toBe(3);
});

test('rules match on the engine finds the same as keytrail itself', async () => {
  const rule = file('json.yml', 'title: J\nid: j\ndetection: {s: {requestParameters.items.id|contains: evil}, condition: s}\n');
  const events = file(
    'nested.json',
    '[{}, {"requestParameters": {"items": [{"id": "an EVIL one"}]}}, {"requestParameters": {"items": {"id": "good"}}}]',
  );
  for (const backend of ['ts', 'duckdb']) {
    expect(JSON.parse((await keytrail('rules', 'match', rule, '--events', events, '--backend', backend)).out)).toMatchObject([{ matches: [1] }]);
  }
});

test('rules convert prints a statement for each rule, with its author, licence and link', async () => {
  const { code, out } = await keytrail('rules', 'convert', good);
  expect(code).toBe(0);
  expect(out.split('\n')).toEqual([
    '-- Root | root | A. Uthor | DRL-1.1 | https://rules.example/root',
    expect.stringMatching(/^SELECT eventtime, eventid, .*useridentity\.arn/),
    'FROM irworkshopgluetablecloudtrail',
    "WHERE coalesce(lower(useridentity.type) = 'root', FALSE)",
    'ORDER BY eventtime, eventid;',
    '',
  ]);
  expect(JSON.parse((await keytrail('rules', 'convert', good, '--format', 'json')).out)).toMatchObject([{ rule: good, id: 'root', title: 'Root' }]);
  expect((await keytrail('rules', 'convert', good, bad)).code).toBe(1);
});

test('a title cannot leave the comment that it stands in', async () => {
  const rule = file('hostile.yml', 'title: "x\\nDROP TABLE t; --"\ndetection: {s: {eventName: "it\'s"}, condition: s}\n');
  const [comment, select] = (await keytrail('rules', 'convert', rule)).out.split('\n');
  expect([comment, select?.slice(0, 7)]).toEqual([expect.stringContaining('-- x DROP TABLE t; --'), 'SELECT ']);
});
