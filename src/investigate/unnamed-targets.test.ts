import { expect, test } from 'vitest';
import { call, key } from '../../test/support/events.ts';
import type { CloudTrailEvent } from '../core/event.ts';
import type { JsonObject } from '../core/json.ts';
import { unnamedTargets } from './unnamed-targets.ts';

const assigns = (request: JsonObject): CloudTrailEvent =>
  call(key(0), 'CreateAccountAssignment', {
    source: 'sso.amazonaws.com',
    at: '2026-01-07T02:00:00Z',
    request: { targetId: '111122223333', ...request },
  });
const commands = (request: JsonObject): CloudTrailEvent =>
  call(key(0), 'SendCommand', { source: 'ssm.amazonaws.com', at: '2026-01-07T02:00:00Z', request });

test('members of a group, and instances meant by their tags, are told as not followed', () => {
  const [group, tagged] = [assigns({ principalType: 'GROUP', principalId: 'g-1' }), commands({ targets: [{ key: 'tag:env', values: ['prod'] }] })];
  expect(unnamedTargets([group, tagged])).toEqual([
    `At 2026-01-07T02:00:00Z the group g-1 was given a permission set in account 111122223333: who is in it, and what sessions they took by that, is not followed (event ${group.eventID}).`,
    `At 2026-01-07T02:00:00Z a command was sent to instances by their tags: which they are is not in the record (event ${tagged.eventID}).`,
  ]);
});

test('who is named is followed, and what was refused reached nobody', () => {
  const named = [assigns({ principalType: 'USER', principalId: 'u-1' }), commands({ targets: [{ key: 'InstanceIds', values: ['i-1'] }] })];
  const refused = { ...assigns({ principalType: 'GROUP', principalId: 'g-1' }), errorCode: 'AccessDeniedException' };
  expect(unnamedTargets([...named, commands({ instanceIds: ['i-1'] }), refused])).toEqual([]);
});
