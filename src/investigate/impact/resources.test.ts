import { describe, expect, test } from 'vitest';
import { call, key, user } from '../../../test/support/events.ts';
import { tracedKey } from '../../../test/support/traced.ts';
import type { CloudTrailEvent } from '../../core/event.ts';
import type { Traced } from '../../lineage/lineage.ts';
import { resourcesOf } from './resources.ts';

const byAttacker = (...events: CloudTrailEvent[]): Traced => ({
  ...tracedKey(key(0), user('seed'), events),
  judgements: new Map(events.map((event) => [event.eventID, { actor: 'attacker', why: 'test' }])),
});
const told = (...events: CloudTrailEvent[]): string[] =>
  resourcesOf([byAttacker(...events)]).map(({ action, type, name }) => `${action} ${type} ${name}`);

describe('resourcesOf', () => {
  test('a policy that was attached stands beside the user that was given it', () => {
    const policyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    expect(told(call(key(0), 'AttachUserPolicy', { request: { userName: 'nwolf', policyArn } }))).toEqual([
      'changed iam:UserPolicy nwolf',
      'changed iam:Policy AdministratorAccess',
    ]);
  });

  test('the answer names what EC2 made', () => {
    const launch = call(key(0), 'RunInstances', {
      source: 'ec2.amazonaws.com',
      request: { instanceType: 'p3.16xlarge' },
      answer: { requestId: 'r-1', ownerId: '111122223333', instancesSet: { items: [{ instanceId: 'i-0abc' }] } },
    });
    expect(told(launch)).toEqual(['created ec2:Instances i-0abc']);
  });

  test('each instance of a launch is one', () => {
    const launch = call(key(0), 'RunInstances', {
      source: 'ec2.amazonaws.com',
      answer: { reservationId: 'r-1', instancesSet: { items: [{ instanceId: 'i-1' }, { instanceId: 'i-2' }] } },
    });
    expect(told(launch)).toEqual(['created ec2:Instances i-1', 'created ec2:Instances i-2']);
  });

  test('secrets that were read, and snapshots that were shared, are told from changes', () => {
    expect(
      told(
        call(key(0), 'GetSecretValue', { source: 'secretsmanager.amazonaws.com', request: { secretId: 'prod/db' } }),
        call(key(0), 'ModifySnapshotAttribute', {
          source: 'ec2.amazonaws.com',
          request: { snapshotId: 'snap-1', createVolumePermission: { add: { items: [{ userId: '012345678912' }] } } },
        }),
      ),
    ).toEqual(['read secretsmanager:SecretValue prod/db', 'shared ec2:SnapshotAttribute snap-1']);
  });

  test('each secret of a call that reads several is one', () => {
    const names = ['/prod/db', '/prod/mail'];
    const arn = (name: string): string => `arn:aws:ssm:eu-west-1:111122223333:parameter${name}`;
    const read = call(key(0), 'GetParameters', { source: 'ssm.amazonaws.com', request: { names, withDecryption: true } });
    const batch = call(key(0), 'BatchGetSecretValue', { source: 'secretsmanager.amazonaws.com', request: { secretIdList: ['a', 'b'] } });
    const resources = names.map((name) => ({ ARN: arn(name) }));
    expect(resourcesOf([byAttacker({ ...read, resources })]).map(({ action, name, arn: own }) => [action, name, own])).toEqual([
      ['read', '/prod/db', arn('/prod/db')],
      ['read', '/prod/mail', arn('/prod/mail')],
    ]);
    expect(told(batch)).toEqual(['read secretsmanager:SecretValue a', 'read secretsmanager:SecretValue b']);
  });

  test('listings, sessions, refused calls and the owner’s calls are no resources', () => {
    const refused = { ...call(key(0), 'DeleteUser', { request: { userName: 'a' } }), errorCode: 'AccessDenied' };
    expect(
      told(call(key(0), 'ListUsers'), call(key(0), 'AssumeRole', { request: { roleArn: 'arn:aws:iam::111122223333:role/x' } }), refused),
    ).toEqual([]);
    const own = byAttacker(call(key(0), 'DeleteUser', { request: { userName: 'a' } }));
    expect(resourcesOf([{ ...own, judgements: new Map(own.events.map(({ eventID }) => [eventID, { actor: 'owner', why: '' }])) }])).toEqual([]);
  });
});
