import { expect, test } from 'vitest';
import { call, key, role } from '../../../test/support/events.ts';
import type { JsonObject } from '../../core/json.ts';
import { passedRole, targetOf } from './target-of.ts';

const does = (service: string, name: string, request: JsonObject, answer?: JsonObject) =>
  call(key(0), name, { source: `${service}.amazonaws.com`, request, ...(answer === undefined ? {} : { answer }) });
const items = (...ids: string[]): JsonObject => ({ instancesSet: { items: ids.map((instanceId) => ({ instanceId })) } });

test('a launch is told with what it launched, and a stop with what it stopped', () => {
  expect(targetOf(does('ec2', 'RunInstances', { instanceType: 'p3.16xlarge' }, items('i-1', 'i-2', 'i-3')))).toBe('i-1 and 2 more');
  expect(targetOf(does('ec2', 'StopInstances', items('i-1')))).toBe('i-1');
});

test.each([
  ['lambda', 'CreateFunction20150331', { functionName: 'f', role: role('power') }, 'power'],
  ['cloudformation', 'CreateStack', { stackName: 's', roleARN: role('team/cfn') }, 'cfn'],
  ['ec2', 'RunInstances', { iamInstanceProfile: { name: 'web' } }, 'web'],
  ['ecs', 'RegisterTaskDefinition', { family: 'w', taskRoleArn: role('task') }, 'task'],
  ['sts', 'AssumeRole', { roleArn: role('power') }, null],
  ['lambda', 'Invoke', { functionName: 'f' }, null],
])('%s %s passes a role on, if any', (service, name, request, passed) => {
  expect(passedRole(does(service, name, request))).toBe(passed);
});
