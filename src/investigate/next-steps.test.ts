import { describe, expect, test } from 'vitest';
import { call, key, user } from '../../test/support/events.ts';
import { smallTruth } from '../../test/support/small-truth.ts';
import { tracedKey } from '../../test/support/traced.ts';
import type { CloudTrailEvent } from '../core/event.ts';
import { resourcesOf } from './impact/resources.ts';
import { nextStepsOf, type Situation } from './next-steps.ts';

const situation: Situation = {
  subject: smallTruth.subject,
  credentials: smallTruth.credentials,
  principals: smallTruth.principals,
  compromise: { since: '2026-01-07T02:25:18Z', eventId: 'event-1', certainty: 'certain', reasons: [] },
  resources: [],
  deeds: [],
  otherKeys: [],
  otherSignIns: [],
  lake: 'my lake',
};
const actions = (more: Partial<Situation>): string[] => nextStepsOf({ ...situation, ...more }).map(({ action }) => action);
const step = (more: Partial<Situation>, at: number) => nextStepsOf({ ...situation, ...more })[at];
const launch = (id: string): CloudTrailEvent =>
  call(key(0), 'RunInstances', {
    source: 'ec2.amazonaws.com',
    answer: { instancesSet: { items: [{ instanceId: id, instanceType: 'p3.16xlarge' }] } },
  });
const terminate = (id: string): CloudTrailEvent =>
  call(key(0), 'TerminateInstances', { source: 'ec2.amazonaws.com', request: { instancesSet: { items: [{ instanceId: id }] } } });

describe('nextStepsOf', () => {
  test('cuts off what is alive first, names the sleeper, and quotes the lake', () => {
    expect(step({}, 0)).toEqual({
      action: 'Cut off the 2 credentials that still work',
      why: '2 of 2 credentials are alive; AKIAIAAAAAAABEXAMPLE not used in these logs',
      command: "keytrail contain plan AKIAIAAAAAAAAEXAMPLE --lake 'my lake'",
    });
  });

  test('without a sign of somebody else the owner is asked, nothing is cut off, and a key that leaked is replaced while it works', () => {
    expect(actions({ compromise: null })).toEqual(['Ask the owner about these calls', 'Replace the key if it has leaked', 'Ask the logs more']);
    expect(step({ compromise: null }, 1)?.command).toBe("keytrail contain plan AKIAIAAAAAAAAEXAMPLE --level quarantine --lake 'my lake'");
    const gone = smallTruth.credentials.map((credential) => ({ ...credential, state: 'inactive' as const }));
    expect(actions({ compromise: null, credentials: gone })).not.toContain('Replace the key if it has leaked');
  });

  test('a group that launches instances anew is stopped before the instances', () => {
    const group = call(key(0), 'CreateAutoScalingGroup', { source: 'autoscaling.amazonaws.com', request: { autoScalingGroupName: 'miners' } });
    const deeds = [group, launch('i-1')];
    const all = actions({ deeds });
    const at = all.indexOf('Stop what launches instances anew, before the instances');
    expect(all[at + 1]).toBe('Stop the instance that still runs');
    expect(step({ deeds }, at)?.why).toBe(`miners (CreateAutoScalingGroup, us-east-1) (first: event ${group.eventID})`);
  });

  test('where somebody else is only possible, the owner is asked before anything is cut off', () => {
    const compromise = { since: '2026-01-07T02:25:18Z', eventId: 'event-1', certainty: 'possible' as const, reasons: [] };
    expect(actions({ compromise }).slice(0, 2)).toEqual([
      'Ask the owner about these calls before anything is cut off',
      'Cut off the 2 credentials that still work',
    ]);
    expect(actions({ compromise: { ...compromise, certainty: 'likely' } })[0]).toBe('Cut off the 2 credentials that still work');
  });

  test('secrets that the calls had made themselves need no rotation', () => {
    const [made, own, others] = [
      call(key(0), 'CreateSecret', { source: 'secretsmanager.amazonaws.com', request: { name: 'test' } }),
      call(key(0), 'GetSecretValue', { source: 'secretsmanager.amazonaws.com', request: { secretId: 'test' } }),
      call(key(0), 'GetSecretValue', { source: 'secretsmanager.amazonaws.com', request: { secretId: 'prod/db' } }),
    ];
    const deeds = [made, own, others];
    const resources = resourcesOf([tracedKey(key(0), user('seed'), deeds)]);
    expect(nextStepsOf({ ...situation, resources, deeds }).find(({ action }) => action === 'Rotate what was read')?.why).toBe(
      'prod/db must be held for known',
    );
    expect(actions({ resources: resources.slice(0, 2), deeds })).not.toContain('Rotate what was read');
  });

  test('a credential that nobody used has no calls to ask about; who made it is the next question', () => {
    const minted = smallTruth.credentials
      .filter(({ mintedBy }) => mintedBy !== null)
      .map((credential) => ({ ...credential, depth: 0, firstUsed: null }));
    const asked = { compromise: null, credentials: minted, subject: { ...smallTruth.subject, id: String(minted[0]?.id) } };
    expect(actions(asked)).toEqual([
      'Ask who needs it, and switch it off if nobody does',
      'Investigate the credential that minted this one',
      'Ask the logs more',
    ]);
    expect(step(asked, 1)?.command).toBe("keytrail investigate AKIAIAAAAAAAAEXAMPLE --lake 'my lake'");
  });

  test('what was opened to others and not closed again is taken back', () => {
    const snapshot = (id: string, change: 'add' | 'remove') =>
      call(key(0), 'ModifySnapshotAttribute', {
        source: 'ec2.amazonaws.com',
        request: { snapshotId: id, createVolumePermission: { [change]: { items: [{ group: 'all' }] } } },
      });
    const deeds = [snapshot('snap-1', 'add'), snapshot('snap-2', 'add'), snapshot('snap-1', 'remove')];
    expect(nextStepsOf({ ...situation, deeds }).find(({ action }) => action.startsWith('Take back'))).toEqual({
      action: 'Take back what was opened to others',
      why: `snap-2 to everybody (first: ModifySnapshotAttribute, event ${deeds[1]?.eventID})`,
      command: null,
    });
    expect(actions({ deeds: deeds.slice(0, 1).concat(deeds.slice(2)) })).not.toContain('Take back what was opened to others');
  });

  test('who tried other doors from the attacker’s addresses is looked at, refused or not', () => {
    const tried = { address: '203.0.113.77', since: '2026-01-07T02:00:00Z', eventId: 'event-9' };
    const otherSignIns = [
      { ...tried, eventName: 'ConsoleLogin', who: 'ana', calls: 3, refused: 3 },
      { ...tried, eventName: 'ConsoleLogin', who: null, calls: 2, refused: 1 },
    ];
    expect(nextStepsOf({ ...situation, otherSignIns }).find(({ action }) => action.startsWith('Look'))).toEqual({
      action: 'Look at the sign-ins from the same addresses',
      why: '3 ConsoleLogin as ana, refused, 2 ConsoleLogin, 1 refused from 203.0.113.77 since 2026-01-07T02:00:00Z (event event-9)',
      command: "keytrail investigate 203.0.113.77 --lake 'my lake'",
    });
    // Of the address that was asked for, the case at hand is the answer.
    const subject = { kind: 'source-ip' as const, id: '203.0.113.77', accountId: null };
    expect(nextStepsOf({ ...situation, subject, otherSignIns }).find(({ action }) => action.startsWith('Look'))?.command).toBeNull();
  });

  test('logging that was weakened is turned on again before anything is looked at', () => {
    const stop = call(key(0), 'StopLogging', { source: 'cloudtrail.amazonaws.com', request: { name: 'main-trail' } });
    expect(actions({ deeds: [stop] })[1]).toBe('Turn logging back on');
    expect(step({ deeds: [stop] }, 1)?.why).toBe(`StopLogging main-trail since ${stop.eventTime} (event ${stop.eventID})`);
  });

  test('instances that were launched and not ended are stopped', () => {
    expect(actions({ deeds: [launch('i-0a'), launch('i-0b'), terminate('i-0a')] })).toContain('Stop the instance that still runs');
    expect(step({ deeds: [launch('i-0b')] }, 1)?.why).toContain('i-0b (p3.16xlarge, us-east-1)');
    expect(actions({ deeds: [launch('i-0a'), terminate('i-0a')] })).not.toContain('Stop the instance that still runs');
  });

  test('who lost access is given it back, but not the users that the attacker made', () => {
    const made = call(key(0), 'CreateUser', { request: { userName: 'own' } });
    const principals = [
      ...smallTruth.principals,
      {
        arn: user('own'),
        kind: 'user' as const,
        principalId: null,
        createdBy: { credential: key(0), eventId: made.eventID, eventTime: made.eventTime },
        deletedBy: null,
        changedBy: [],
      },
    ];
    const gone = (userName: string): CloudTrailEvent => call(key(0), 'DeleteUser', { request: { userName } });
    expect(actions({ principals, deeds: [made, gone('own')] })).not.toContain('Give back the access that was taken away');
    expect(actions({ principals, deeds: [made, gone('rroe')] })).toContain('Give back the access that was taken away');
  });

  test('other credentials at the same address are the next subjects', () => {
    const other = { id: key(7), principal: null, address: '203.0.113.77', calls: 3, since: '2026-01-06T00:00:00Z', eventId: 'event-0' };
    expect(step({ otherKeys: [other] }, 1)).toEqual({
      action: 'Investigate another credential at the same address',
      why: `${key(7)} used from 203.0.113.77 since 2026-01-06T00:00:00Z (event event-0)`,
      command: `keytrail investigate ${key(7)} --lake 'my lake'`,
    });
    // Logs that were anonymised hold ids that no key has, and that investigate would refuse.
    expect(step({ otherKeys: [{ ...other, id: 'EXAMPLE_KEY_ID' }] }, 1)?.command).toBeNull();
  });
});
