import { describe, expect, test } from 'vitest';
import type { CloudTrailEvent, UserIdentity } from '../../src/core/event.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { runningInstances } from '../../src/investigate/impact/running-instances.ts';
import { followed } from '../../src/lineage/lineage.ts';
import { ACCOUNT, call, key, role, session } from '../support/events.ts';
import { storyOf } from './story.ts';

const INSTANCE = 'i-0123456789abcdef0';
const TEMPLATE = 'lt-0123456789abcdef0';
const EC2 = 'ec2.amazonaws.com';
const AUTO_SCALING = 'autoscaling.amazonaws.com';

const orders = (source: string, name: string, request: JsonObject, answer?: JsonObject): CloudTrailEvent =>
  call(key(0), name, { source, request, at: '2026-01-07T02:00:00Z', ...(answer === undefined ? {} : { answer }) });
const byService = (invokedBy: string): UserIdentity => ({
  type: 'AssumedRole',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling`,
  accountId: ACCOUNT,
  invokedBy,
});
const launches = (request: JsonObject, tags: JsonObject = {}, item: JsonObject = {}, at = '2026-01-07T02:05:00Z'): CloudTrailEvent => {
  const tagSet = { items: Object.entries(tags).map(([key, value]) => ({ key, value: value ?? null })) };
  return {
    ...call(byService(AUTO_SCALING), 'RunInstances', {
      source: EC2,
      at,
      request: { instanceType: 'm5.large', ...request },
      answer: { instancesSet: { items: [{ instanceId: INSTANCE, instanceType: 'm5.large', tagSet, ...item }] } },
    }),
    readOnly: false,
  };
};
const opens = call({ type: 'AWSService', invokedBy: EC2 }, 'AssumeRole', {
  source: 'sts.amazonaws.com',
  at: '2026-01-07T02:05:20Z',
  request: { roleArn: role('app'), roleSessionName: INSTANCE },
  answer: { credentials: { accessKeyId: session(1), expiration: 'Jan 7, 2026, 8:05:20 AM' } },
});
const group = orders(AUTO_SCALING, 'CreateAutoScalingGroup', {
  autoScalingGroupName: 'miners',
  launchTemplate: { launchTemplateName: 't' },
  maxSize: 9,
});
const ofGroup = launches({}, { 'aws:autoscaling:groupName': 'miners' });

const cases: readonly { readonly way: string; readonly order: CloudTrailEvent; readonly launch: CloudTrailEvent; readonly isOwn: boolean }[] = [
  { way: 'a group that the caller made', order: group, launch: ofGroup, isOwn: true },
  {
    way: 'a group that the caller changed, by the tags of the request',
    order: orders(AUTO_SCALING, 'UpdateAutoScalingGroup', { autoScalingGroupName: 'web', launchConfigurationName: 'evil' }),
    launch: launches({
      tagSpecificationSet: { items: [{ resourceType: 'instance', tags: [{ key: 'aws:autoscaling:groupName', value: 'web' }] }] },
    }),
    isOwn: false,
  },
  {
    way: 'a template that the caller made',
    order: orders(
      EC2,
      'CreateLaunchTemplate',
      { CreateLaunchTemplateRequest: { LaunchTemplateName: 't', LaunchTemplateData: { IamInstanceProfile: { Name: 'app' } } } },
      { CreateLaunchTemplateResponse: { launchTemplate: { launchTemplateId: TEMPLATE } } },
    ),
    launch: launches({ launchTemplate: { launchTemplateId: TEMPLATE, version: '1' } }),
    isOwn: true,
  },
  {
    way: 'a new version of a template',
    order: orders(
      EC2,
      'CreateLaunchTemplateVersion',
      {},
      { CreateLaunchTemplateVersionResponse: { launchTemplateVersion: { launchTemplateId: TEMPLATE } } },
    ),
    launch: launches({}, { 'aws:ec2launchtemplate:id': TEMPLATE }),
    isOwn: false,
  },
  {
    way: 'another version of a template as its default',
    order: orders(EC2, 'ModifyLaunchTemplate', {}, { ModifyLaunchTemplateResponse: { launchTemplate: { launchTemplateId: TEMPLATE } } }),
    launch: launches({}, { 'aws:ec2launchtemplate:id': TEMPLATE }),
    isOwn: false,
  },
  {
    way: 'a fleet',
    order: orders(EC2, 'CreateFleet', {}, { CreateFleetResponse: { fleetId: 'fleet-1' } }),
    launch: launches({}, { 'aws:ec2:fleet-id': 'fleet-1' }),
    isOwn: true,
  },
  {
    way: 'a fleet of spot instances',
    order: orders(EC2, 'RequestSpotFleet', {}, { spotFleetRequestId: 'sfr-1' }),
    launch: launches({}, { 'aws:ec2spot:fleet-request-id': 'sfr-1' }),
    isOwn: true,
  },
  {
    way: 'a request for spot instances',
    order: orders(EC2, 'RequestSpotInstances', {}, { spotInstanceRequestSet: { items: [{ spotInstanceRequestId: 'sir-1' }] } }),
    launch: launches({}, {}, { spotInstanceRequestId: 'sir-1' }),
    isOwn: true,
  },
];

describe('an instance that a service launched for the caller', () => {
  test.each(cases)('has its session under the credential that ordered it: $way', async ({ order, launch, isOwn }) => {
    const { edges, lineage } = await storyOf([order, launch, opens]);
    expect(edges).toEqual([`${key(0)} assumed ${session(1)} by AssumeRole, indirect`]);
    const [seed] = lineage.credentials;
    expect(seed?.judgements.get(launch.eventID)?.actor).toBe(isOwn ? 'attacker' : 'aws');
  });

  test.each(cases)('has not when the order was refused: $way', async ({ order, launch }) => {
    expect((await storyOf([{ ...order, errorCode: 'AccessDenied' }, launch, opens])).edges).toEqual([]);
  });

  test('stands among what the caller launched, and runs until it is ended', async () => {
    const { lineage } = await storyOf([group, ofGroup]);
    const deeds = lineage.credentials.flatMap(followed);
    expect(runningInstances(deeds).map(({ id, type }) => [id, type])).toEqual([[INSTANCE, 'm5.large']]);
  });

  test('is not the caller’s when it was launched before, for another group, or in another account', async () => {
    const before = launches({}, { 'aws:autoscaling:groupName': 'miners' }, {}, '2026-01-07T01:59:00Z');
    expect((await storyOf([group, before, opens])).edges).toEqual([]);
    expect((await storyOf([group, launches({}, { 'aws:autoscaling:groupName': 'web', Name: 'miners' }), opens])).edges).toEqual([]);
    const abroad = { ...ofGroup, recipientAccountId: '444455556666' };
    expect((await storyOf([group, abroad, { ...opens, recipientAccountId: '444455556666' }])).edges).toEqual([]);
  });
});
