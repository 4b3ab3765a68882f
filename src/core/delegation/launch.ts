import type { CloudTrailEvent } from '../event.ts';
import { plainEventName, succeeded } from '../event.ts';
import { type JsonValue, textAt, valueAt } from '../json.ts';
import { instancesIn } from './instance.ts';

/** What a call set up, by which services later launch instances: a group, a template, a fleet, a request for spot instances. */
export interface LaunchOrder {
  /** Name or id, as it stands in the records of the launches. */
  readonly mark: string;
  /** Whether the caller made it; what the caller changed launches instances of the owner's, too. */
  readonly isOwn: boolean;
}

/** A call that makes or changes such a thing, and where the record names it. */
interface OrderingCall {
  readonly source: string;
  readonly names: readonly string[];
  readonly paths: readonly string[];
  readonly isOwn: boolean;
}

const EC2 = 'ec2.amazonaws.com';
const AUTO_SCALING = 'autoscaling.amazonaws.com';

/**
 * A launch configuration is not here: its name stands in no launch, only in the group that uses it. Source: EC2 and EC2 Auto Scaling API references.
 * Records of real trails nest
 * EC2's newer calls under their names (seen for profile associations, taken to hold for templates and fleets); the other calls stand plain.
 */
const calls: readonly OrderingCall[] = [
  { source: AUTO_SCALING, names: ['CreateAutoScalingGroup'], paths: ['requestParameters.autoScalingGroupName'], isOwn: true },
  { source: AUTO_SCALING, names: ['UpdateAutoScalingGroup'], paths: ['requestParameters.autoScalingGroupName'], isOwn: false },
  {
    source: EC2,
    names: ['CreateLaunchTemplate'],
    paths: ['responseElements.CreateLaunchTemplateResponse.launchTemplate.launchTemplateId'],
    isOwn: true,
  },
  {
    source: EC2,
    names: ['CreateLaunchTemplateVersion', 'ModifyLaunchTemplate'],
    paths: [
      'responseElements.CreateLaunchTemplateVersionResponse.launchTemplateVersion.launchTemplateId',
      'responseElements.ModifyLaunchTemplateResponse.launchTemplate.launchTemplateId',
    ],
    isOwn: false,
  },
  { source: EC2, names: ['CreateFleet'], paths: ['responseElements.CreateFleetResponse.fleetId'], isOwn: true },
  {
    source: EC2,
    names: ['RequestSpotFleet'],
    paths: ['responseElements.spotFleetRequestId', 'responseElements.RequestSpotFleetResponse.spotFleetRequestId'],
    isOwn: true,
  },
];

/** What a successful call ordered; none for calls that order no launches. */
export function launchOrdersOf(event: CloudTrailEvent): LaunchOrder[] {
  if (!succeeded(event)) return [];
  const name = plainEventName(event.eventName);
  const named = calls
    .filter(({ source, names }) => source === event.eventSource && names.includes(name))
    .flatMap(({ paths, isOwn }) => paths.flatMap((path) => ({ mark: textAt(event, path) ?? '', isOwn })));
  const requests =
    event.eventSource === EC2 && name === 'RequestSpotInstances' ? instancesIn(valueAt(event, 'responseElements.spotInstanceRequestSet')) : [];
  const spot = requests.map((request) => ({ mark: textAt(request, 'spotInstanceRequestId') ?? '', isOwn: true }));
  return [...named, ...spot].filter(({ mark }) => mark !== '');
}

/** Tags that EC2 and EC2 Auto Scaling put on what they launch. Source: their user guides. */
const LAUNCH_TAGS = ['aws:autoscaling:groupName', 'aws:ec2launchtemplate:id', 'aws:ec2:fleet-id', 'aws:ec2spot:fleet-request-id'];

/**
 * What a service's RunInstances was ordered by, as far as its record tells: by the tags of the request or of the instances, by the template, by the
 * request for spot instances. Which tags there are is documented; that the record of the launch shows them is not, and was not seen in one.
 */
export function ordersBehind(launch: CloudTrailEvent): string[] {
  const instances = instancesIn(valueAt(launch, 'responseElements.instancesSet'));
  const specifications = instancesIn(valueAt(launch, 'requestParameters.tagSpecificationSet'));
  const tagSets = [...instances.map((item) => valueAt(item, 'tagSet')), ...specifications.map((item) => valueAt(item, 'tags'))];
  const marks = [
    ...tagSets.flatMap(instancesIn).flatMap(launchTag),
    textAt(launch, 'requestParameters.launchTemplate.launchTemplateId'),
    ...instances.map((item) => textAt(item, 'spotInstanceRequestId')),
  ];
  return [...new Set(marks.filter((mark) => mark !== null))];
}

function launchTag(tag: JsonValue): (string | null)[] {
  return LAUNCH_TAGS.includes(textAt(tag, 'key') ?? '') ? [textAt(tag, 'value')] : [];
}
