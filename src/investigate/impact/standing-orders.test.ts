import { expect, test } from 'vitest';
import { call, key } from '../../../test/support/events.ts';
import type { CloudTrailEvent } from '../../core/event.ts';
import type { JsonObject } from '../../core/json.ts';
import { standingOrders } from './standing-orders.ts';

const does = (source: string, name: string, request: JsonObject, answer?: JsonObject): CloudTrailEvent =>
  call(key(0), name, { source: `${source}.amazonaws.com`, request, ...(answer === undefined ? {} : { answer }) });
const group = (name: string, autoScalingGroupName: string): CloudTrailEvent => does('autoscaling', name, { autoScalingGroupName });
const fleet = does('ec2', 'CreateFleet', {}, { CreateFleetResponse: { fleetId: 'fleet-1' } });
const marks = (...deeds: CloudTrailEvent[]): string[] => standingOrders(deeds).map(({ mark }) => mark);

test('groups and fleets launch on until they are deleted', () => {
  expect(marks(group('CreateAutoScalingGroup', 'miners'), fleet)).toEqual(['miners', 'fleet-1']);
  expect(marks(group('CreateAutoScalingGroup', 'miners'), fleet, group('DeleteAutoScalingGroup', 'miners'))).toEqual(['fleet-1']);
  expect(marks(fleet, does('ec2', 'DeleteFleets', { DeleteFleetsRequest: { FleetId: { tag: 1, content: 'fleet-1' } } }))).toEqual([]);
  // Another group of which the name is a part.
  expect(marks(group('CreateAutoScalingGroup', 'miners'), group('DeleteAutoScalingGroup', 'miners-2'))).toEqual(['miners']);
});

test('a template launches nothing by itself, and what was refused neither', () => {
  const template = does('ec2', 'CreateLaunchTemplate', {}, { CreateLaunchTemplateResponse: { launchTemplate: { launchTemplateId: 'lt-1' } } });
  expect(marks(template, { ...fleet, errorCode: 'UnauthorizedOperation' })).toEqual([]);
});
