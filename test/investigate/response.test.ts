import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { investigateLake } from '../../src/app/investigate.ts';
import { type LabResult, runLab } from '../../src/app/lab.ts';

const now = () => new Date('2026-01-11T00:00:00Z');
const origin = { command: 'test', version: '0' };

/** With this seed an administrator switches the leaked key off, 17 hours and a minute after the first call of the thief. */
describe('an attack that was noticed', () => {
  const directory = mkdtempSync(join(tmpdir(), 'keytrail-response-'));
  let lab: LabResult;

  beforeAll(async () => {
    const request = { directory, scenario: 'leaked-key-in-use', seed: 6, events: 100, ...origin };
    lab = await runLab(request, { now, during: (_, work) => work(() => {}) });
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test('is contained by the call that ended the key', () => {
    const [leaked] = lab.truth.credentials;
    expect(leaked?.state).toBe('inactive');
    const { response, timeline } = lab.case;
    expect(response.firstContainment).toMatchObject({ eventId: leaked?.stateEventId, eventName: 'UpdateAccessKey', target: leaked?.id });
    expect(response.firstResponderCall).toEqual(response.firstContainment);
    expect([response.secondsToDetect, response.secondsToContain]).toEqual([61_260, 61_260]);
    const attackers = timeline.filter(({ eventId }) => lab.truth.attackerEventIds.includes(eventId));
    expect([response.firstAttackerCall?.eventId, response.lastAttackerCall?.eventId]).toEqual([attackers[0]?.eventId, attackers.at(-1)?.eventId]);
  });

  test('is not, as far as the hours before that tell', async () => {
    const subjects = [lab.truth.subject.id];
    const { response } = await investigateLake({ lake: lab.lake, subjects, until: '2026-01-07T12:00:00Z', ...origin }, { now });
    expect(response).toMatchObject({ firstResponderCall: null, firstContainment: null, secondsToDetect: null, secondsToContain: null });
    expect(response.firstAttackerCall).not.toBeNull();
  });
});
