import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Case, caseSchema } from '../../src/core/case.ts';
import { renderReport, reportFormats } from '../../src/report/render-report.ts';
import { hostileCase } from './hostile-case.ts';
import { eventId, leakedKeyCase } from './leaked-key-case.ts';
import { readCsv } from './read-csv.ts';

const json = (document: Case, ending: Parameters<typeof renderReport>[1]) => JSON.parse(renderReport(document, ending));
const HOSTILE = '=HYPERLINK("x")\'\\ ] OR [a:b = \'1"\r\n,;\u202e\u0000\u001b[2J</script>';

const exchanged = reportFormats.map(({ ending }) => ending).filter((ending) => ending !== 'html' && ending !== 'md');

describe.each(exchanged)('the leaked key as .%s', (ending) => {
  test('looks as it did', async () => {
    await expect(renderReport(leakedKeyCase, ending)).toMatchFileSnapshot(`expected/leaked-key.${ending}`);
  });

  test('is the same twice', () => {
    expect(renderReport(structuredClone(leakedKeyCase), ending)).toBe(renderReport(leakedKeyCase, ending));
  });
});

test('the case as JSON comes back whole, also with texts chosen by an attacker', () => {
  expect(caseSchema.parse(json(leakedKeyCase, 'json'))).toEqual(leakedKeyCase);
  const hostile = hostileCase(HOSTILE);
  expect(json(hostile, 'json')).toEqual(hostile);
});

describe('CSV', () => {
  test('the timeline has a row for every event, and the credentials one for each', () => {
    expect(readCsv(renderReport(leakedKeyCase, 'csv'))).toHaveLength(1 + 37);
    expect(readCsv(renderReport(leakedKeyCase, 'credentials.csv')).map(([id, kind, , state]) => [id, kind, state])).toEqual([
      ['id', 'kind', 'state'],
      ['AKIAIAAAAAAAAEXAMPLE', 'access-key', 'active'],
      ['AKIAIAAAAAAABEXAMPLE', 'access-key', 'sleeper'],
      ['AKIAIAAAAAAACEXAMPLE', 'access-key', 'active'],
      ['ASIAIAAAAAAADEXAMPLE', 'role-session', 'expired'],
    ]);
  });

  test('no field of any table is a formula, whatever the logs hold, and none breaks its row', () => {
    const begin = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '"', ',', '\n', '');
    fc.assert(
      fc.property(begin, fc.string({ unit: 'binary', maxLength: 20 }), (first, rest) => {
        const document = hostileCase(first + rest);
        for (const { ending } of reportFormats.filter((format) => format.ending.endsWith('csv'))) {
          const [head = [], ...rows] = readCsv(renderReport(document, ending));
          expect(rows.filter((row) => row.length !== head.length)).toEqual([]);
          expect(rows.flat().filter((field) => /^[=+\-@\t\r]/.test(field))).toEqual([]);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('STIX', () => {
  const patterns = (document: Case): string[] =>
    json(document, 'stix.json').objects.flatMap((one: { pattern?: string }) => (one.pattern === undefined ? [] : [one.pattern]));

  test('the address of the attacker, the keys and the users it made are signs', () => {
    expect(patterns(leakedKeyCase)).toEqual(
      expect.arrayContaining([
        "[ipv4-addr:value = '203.0.113.77']",
        "[user-account:user_id = 'AKIAIAAAAAAABEXAMPLE']",
        "[user-account:user_id = 'arn:aws:iam::111122223333:user/tdir-workshop-nwolf-dev']",
      ]),
    );
  });

  test('the user whose key leaked is no sign', () => {
    expect(patterns(leakedKeyCase).join()).not.toContain('user/tdir-workshop-sysdev');
  });

  test('an address of the sixth generation has a pattern of its own', () => {
    const indicators = { ...leakedKeyCase.indicators, sourceIPs: ['2001:db8::77'] };
    expect(patterns({ ...leakedKeyCase, indicators })).toContain("[ipv6-addr:value = '2001:db8::77']");
  });

  test('a quote in a name does not end the text of a pattern', () => {
    const indicators = { ...leakedKeyCase.indicators, userAgents: ["x' OR '\\"] };
    expect(patterns({ ...leakedKeyCase, indicators }).at(-1)).toMatch(/= 'x\\' OR \\'\\\\']$/);
  });

  test('a case without compromise accuses nobody', () => {
    expect(patterns({ ...leakedKeyCase, compromise: null })).toEqual([]);
  });

  test('another case gives other ids', () => {
    const ids = (document: Case): string[] => json(document, 'stix.json').objects.map(({ id }: { id: string }) => id);
    const other = ids({ ...leakedKeyCase, subjects: [{ kind: 'user', id: 'other', accountId: null }] });
    // The first is the tool itself.
    expect(ids(leakedKeyCase).filter((id) => other.includes(id))).toEqual([other[0]]);
  });
});

describe('OCSF', () => {
  test('times are milliseconds, and the events of the attacker stand under the incident', () => {
    const incident = json(leakedKeyCase, 'ocsf.json');
    expect([incident.class_uid, incident.type_uid, incident.is_suspected_breach, incident.verdict]).toEqual([2005, 200501, true, 'True Positive']);
    // date -u -d 2026-01-07T02:25:18Z +%s
    expect(incident.start_time).toBe(1767752718000);
    expect(incident.finding_info_list[0].related_events).toHaveLength(19);
    expect(incident.finding_info_list[1].attacks[0]).toEqual({ technique: { uid: 'T1136' }, sub_technique: { uid: 'T1136.003' } });
  });

  test('a case without compromise is no breach, and no proof of the contrary', () => {
    const incident = json({ ...leakedKeyCase, compromise: null }, 'ocsf.json');
    expect([incident.is_suspected_breach, incident.verdict]).toEqual([false, 'Insufficient Data']);
  });
});

describe('the layer for the ATT&CK Navigator', () => {
  test('scores a technique by the calls that show it', () => {
    expect(
      json(leakedKeyCase, 'navigator.json').techniques.map((one: { techniqueID: string; score: number }) => [one.techniqueID, one.score]),
    ).toEqual([
      ['T1136.003', 4],
      ['T1098.001', 4],
    ]);
  });

  test('does not hold calls of the owner against anybody', () => {
    const [finding] = leakedKeyCase.findings;
    if (!finding) throw new Error('the fixture has a finding');
    // Event 1 is the owner's, event 19 the attacker's first.
    const findings = [{ ...finding, techniques: ['T1087.004'], eventIds: [eventId(1), eventId(19)] }];
    expect(json({ ...leakedKeyCase, findings }, 'navigator.json').techniques).toMatchObject([{ techniqueID: 'T1087.004', score: 1 }]);
  });
});

test('Timesketch gets every event on a line of its own, with the members that its importer demands', () => {
  for (const document of [leakedKeyCase, hostileCase(HOSTILE)]) {
    const lines = renderReport(document, 'timesketch.jsonl').trimEnd().split('\n');
    const events = lines.map((line) => JSON.parse(line));
    expect(events.map(({ event_id }) => event_id)).toEqual(document.timeline.map((entry) => entry.eventId));
    expect(events.filter(({ message, datetime, timestamp_desc }) => !(message && datetime && timestamp_desc))).toEqual([]);
  }
  const [first] = renderReport(leakedKeyCase, 'timesketch.jsonl').split('\n');
  // date -u -d 2026-01-01T09:01:00Z +%s
  expect(JSON.parse(first ?? '')).toMatchObject({ datetime: '2026-01-01T09:01:00Z', timestamp: 1767258060_000_000 });
});

test('no file holds a character that a terminal obeys or hides, but the tables, which hold data as it is', () => {
  const hostile = hostileCase(HOSTILE);
  for (const ending of exchanged.filter((one) => !one.endsWith('csv'))) expect(renderReport(hostile, ending)).not.toMatch(/[^\P{C}\n]/u);
});
