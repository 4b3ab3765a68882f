import { expect, test } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { findingFormatOf } from '../../src/report/findings/render-findings.ts';

const finding: Finding = {
  id: 'f1',
  ruleId: 'r1',
  title: 'Trail stopped',
  level: 'high',
  author: 'A. Uthor',
  link: 'https://attack.mitre.org/techniques/T1562/008/',
  licence: 'DRL-1.1',
  techniques: ['T1562.008'],
  group: 'AKIAIAAAAAAAAEXAMPLE',
  eventIds: ['e1', 'e2'],
  firstTime: '2026-01-07T02:25:18Z',
  lastTime: '2026-01-07T02:25:19Z',
  count: 2,
  why: 'eventName is StopLogging',
  explanation: 'Nothing is recorded from then on.',
};
const render = (file: string, findings: readonly Finding[]): string =>
  findingFormatOf(file).render({ findings, generatedAt: '2026-01-08T00:00:00Z', version: '1.2.3' });

test('SARIF has each rule once, with its author, and each finding with its events', () => {
  const log = JSON.parse(render('x.sarif', [finding, { ...finding, id: 'f2', level: 'low' }]));
  const [run] = log.runs;
  expect(log.version).toBe('2.1.0');
  expect(run.tool.driver.rules).toEqual([
    expect.objectContaining({
      id: 'r1',
      helpUri: 'https://attack.mitre.org/techniques/T1562/008/',
      properties: expect.objectContaining({ credit: 'A. Uthor, https://attack.mitre.org/techniques/T1562/008/, DRL-1.1' }),
    }),
  ]);
  expect(run.results.map(({ ruleIndex, level }: { ruleIndex: number; level: string }) => [ruleIndex, level])).toEqual([
    [0, 'error'],
    [0, 'note'],
  ]);
  expect(run.results[0]).toMatchObject({ ruleId: 'r1', occurrenceCount: 2, properties: { eventIds: ['e1', 'e2'] } });
  expect(JSON.parse(render('x.sarif', [{ ...finding, link: 'javascript:alert(1)' }])).runs[0].tool.driver.rules[0].helpUri).toBeUndefined();
});

test('OCSF has a Detection Finding a line, with its time in milliseconds', () => {
  const lines = render('x.ocsf.jsonl', [finding, finding]).split('\n');
  expect(lines).toHaveLength(3);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    class_uid: 2004,
    type_uid: 200401,
    severity_id: 4,
    time: Date.UTC(2026, 0, 8),
    start_time: Date.UTC(2026, 0, 7, 2, 25, 18),
    finding_info: {
      uid: 'f1',
      analytic: { uid: 'r1', desc: 'A. Uthor, https://attack.mitre.org/techniques/T1562/008/, DRL-1.1' },
      attacks: [{ technique: { uid: 'T1562' }, sub_technique: { uid: 'T1562.008' } }],
      related_events: [{ uid: 'e1' }, { uid: 'e2' }],
    },
  });
});

test('the Navigator layer scores techniques by distinct events', () => {
  const layer = JSON.parse(render('x.navigator.json', [finding, { ...finding, ruleId: 'r2', eventIds: ['e2', 'e3'] }]));
  expect(layer.techniques).toMatchObject([{ techniqueID: 'T1562.008', score: 3 }]);
});

test('texts that an attacker chose end no line and steer no terminal', () => {
  for (const file of ['x.sarif', 'x.ocsf.jsonl', 'x.navigator.json']) {
    const text = render(file, [{ ...finding, group: 'a\u2028b\u001b[2J\u202e', title: 'x\ny' }]);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  }
});

test('no finding is a document, too; an unknown ending is refused with those that there are', () => {
  expect(JSON.parse(render('x.sarif', [])).runs[0].results).toEqual([]);
  expect(render('x.ocsf.jsonl', [])).toBe('');
  expect(() => findingFormatOf('x.pdf')).toThrow('"x.pdf" does not say by its ending');
});
