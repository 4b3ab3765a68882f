import { describe, expect, test } from 'vitest';
import { leakedKeyCase } from '../../test/report/leaked-key-case.ts';
import type { Case, CaseCredential, CaseEdge } from '../core/case.ts';
import { renderTree } from './lineage-tree.ts';

const withCredential = (change: (credential: CaseCredential) => CaseCredential): Case => ({
  ...leakedKeyCase,
  credentials: leakedKeyCase.credentials.map(change),
});

test('the story of the workshop', () => {
  expect(renderTree(leakedKeyCase)).toEqual([
    'AKIAIAAAAAAAAEXAMPLE  sysdev  30 calls, 3 denied  01-01 09:01 - 01-07 02:41',
    ' |- created and gave rights to mmajor-dev',
    " |   '- AKIAIAAAAAAABEXAMPLE  never used          SLEEPER",
    ' |- created nwolf-dev',
    " |   '- AKIAIAAAAAAACEXAMPLE  5 calls             01-07 02:38:51 - 02:40:12",
    " |       '- deleted rroe-dev",
    " '- assumed ASIAIAAAAAAADEXAMPLE  audit  expired",
    '                              2 calls             01-07 02:33:40 - 02:34:10',
  ]);
});

test('times of one day are without the day', () => {
  const oneDay = withCredential((credential) => (credential.depth === 0 ? { ...credential, firstUsed: '2026-01-07T02:25:18Z' } : credential));
  expect(renderTree(oneDay)[0]).toBe('AKIAIAAAAAAAAEXAMPLE  sysdev  30 calls, 3 denied  02:25:18 - 02:41:07');
});

describe('a busy role', () => {
  const sessions = Array.from({ length: 40 }, (_, index) => `ASIAIAAAAAAA${String(index).padStart(2, '0')}EXAMPLE`.slice(0, 20));
  const template = leakedKeyCase.credentials[3] as CaseCredential;
  const edge = leakedKeyCase.edges[5] as CaseEdge;
  const busy: Case = {
    ...leakedKeyCase,
    credentials: [...leakedKeyCase.credentials, ...sessions.map((id) => ({ ...template, id, calls: 3 }))],
    edges: [...leakedKeyCase.edges, ...sessions.map((to) => ({ ...edge, to }))],
  };

  test('folds sessions that are past, with their number and calls', () => {
    const lines = renderTree(busy);
    // 41 sessions, the first three are shown, of which the fixture's own had 2 calls: 38 of 3 calls are left.
    expect(lines.join('\n')).toMatch(/'- 38 more, expired or deleted +114 calls/);
    expect(lines.length).toBeLessThan(20);
  });

  test('keeps to 80 columns', () => {
    expect(renderTree(busy).filter((line) => line.length > 80)).toEqual([]);
  });
});

test('keys that mint each other in a circle are drawn once', () => {
  const [first, second] = leakedKeyCase.credentials as [CaseCredential, CaseCredential];
  const edge = leakedKeyCase.edges[1] as CaseEdge;
  const circle: Case = {
    ...leakedKeyCase,
    credentials: [
      { ...first, depth: 1, principal: null },
      { ...second, principal: null },
    ],
    edges: [
      { ...edge, from: first.id, to: second.id },
      { ...edge, from: second.id, to: first.id },
    ],
  };
  const lines = renderTree(circle).map((line) => line.trim());
  expect(lines).toHaveLength(3);
  expect(lines[2]).toBe(`'- ${first.id}  (elsewhere)`);
});

test('a chain of ten thousand sessions is drawn, in 80 columns, each session with its calls once', () => {
  const template = leakedKeyCase.credentials[3] as CaseCredential;
  const edge = leakedKeyCase.edges[5] as CaseEdge;
  const ids = Array.from({ length: 10_000 }, (_, index) => `ASIAI${String(index).padStart(8, 'A')}EXAMPLE`);
  const lines = renderTree({
    ...leakedKeyCase,
    credentials: ids.map((id, depth) => ({ ...template, id, depth, state: 'active', calls: 7 })),
    edges: ids.slice(1).map((to, index) => ({ ...edge, from: ids[index] as string, to })),
  });
  expect(lines.filter((line) => line.includes('7 calls'))).toHaveLength(10_000);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('names cannot break the line or turn it around, and long ones are cut, ids are not', () => {
  const long = `${'x'.repeat(60)}\u202e\n\u001b[31m`;
  const lines = renderTree({
    ...leakedKeyCase,
    edges: leakedKeyCase.edges.map((edge) => (edge.relation === 'deleted' ? { ...edge, to: long } : edge)),
  });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u202e]/);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  for (const { id } of leakedKeyCase.credentials) expect(lines.join('\n')).toContain(id);
});

test('a password that signed somebody in was used, although it makes no call', () => {
  const [template] = leakedKeyCase.credentials;
  if (template === undefined) throw new Error('a credential');
  const password: CaseCredential = {
    ...template,
    id: 'login-profile:nwolf',
    kind: 'login-profile',
    calls: 0,
    firstUsed: '2026-01-07T02:41:14Z',
    lastUsed: '2026-01-07T02:41:14Z',
  };
  expect(renderTree({ ...leakedKeyCase, credentials: [password], edges: [] }).join(' ')).toContain('used to sign in');
});
