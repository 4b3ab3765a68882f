import { describe, expect, test } from 'vitest';
import { call, key, role, user } from '../../../test/support/events.ts';
import { tracedPrincipal } from '../../../test/support/traced.ts';
import type { CloudTrailEvent } from '../../core/event.ts';
import type { JsonObject } from '../../core/json.ts';
import { sharedRights } from './shared-rights.ts';

const APP = 'arn:aws:iam::111122223333:policy/app';
const principals = [tracedPrincipal(user('dev'), 'user'), tracedPrincipal(role('app'), 'role')];
const at = (hour: string, name: string, request: JsonObject, who = key(9)): CloudTrailEvent =>
  call(who, name, { at: `2026-01-07T${hour}:00:00Z`, request });
const joins = (hour: string, groupName = 'devs', userName = 'dev') => at(hour, 'AddUserToGroup', { groupName, userName });
const widens = at('12', 'PutGroupPolicy', { groupName: 'devs', policyName: 'p', policyDocument: '{}' }, key(0));
const version = at('12', 'CreatePolicyVersion', { policyArn: APP, policyDocument: '{}', setAsDefault: true }, key(0));
const gained = (deed: CloudTrailEvent, ...before: CloudTrailEvent[]): string[] =>
  sharedRights([...before, deed], [deed], principals).edges.map(({ to }) => to);

describe('rights that others share', () => {
  test('a policy of a group widens who is in it then, by the record of the joining', () => {
    const joined = joins('08');
    expect(sharedRights([joined, widens], [widens], principals)).toEqual({
      edges: [
        {
          from: key(0),
          to: user('dev'),
          relation: 'escalated',
          eventId: widens.eventID,
          eventName: 'PutGroupPolicy',
          eventTime: '2026-01-07T12:00:00Z',
          certainty: 'strong',
          rule: `has what was widened since AddUserToGroup (event ${joined.eventID})`,
        },
      ],
      unknowns: [],
    });
    expect(gained(widens, joins('08'), at('09', 'RemoveUserFromGroup', { groupName: 'devs', userName: 'dev' }))).toEqual([]);
    expect(gained(widens, joins('08', 'others'))).toEqual([]);
  });

  test('a version of a managed policy widens those who have it, through a group too', () => {
    expect(gained(version, at('08', 'AttachUserPolicy', { userName: 'dev', policyArn: APP }))).toEqual([user('dev')]);
    expect(gained(version, at('08', 'AttachRolePolicy', { roleName: 'app', policyArn: APP }))).toEqual([role('app')]);
    expect(gained(version, joins('07'), at('08', 'AttachGroupPolicy', { groupName: 'devs', policyArn: APP }))).toEqual([user('dev')]);
    expect(gained({ ...version, requestParameters: { policyArn: APP, setAsDefault: false } }, joins('07'))).toEqual([]);
  });

  test('where no record says who gains, that is said', () => {
    expect(sharedRights([widens, version], [widens, version], principals).unknowns).toEqual([
      `To whom PutGroupPolicy devs gave rights (event ${widens.eventID}) is not in these logs: who is in the group was written before them, or nobody.`,
      `To whom CreatePolicyVersion ${APP} gave rights (event ${version.eventID}) is not in these logs: who has the policy was written before them, or nobody.`,
    ]);
  });
});
