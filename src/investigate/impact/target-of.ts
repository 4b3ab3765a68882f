import { nameOfArn } from '../../core/arn.ts';
import { instancesIn } from '../../core/delegation/instance.ts';
import type { CloudTrailEvent } from '../../core/event.ts';
import { type JsonObject, textAt } from '../../core/json.ts';

/** Members that name what a call is about, most telling first. */
const NAMING = [
  'userName',
  'roleName',
  'groupName',
  'roleArn',
  'bucketName',
  'secretId',
  'functionName',
  'instanceId',
  'snapshotId',
  'volumeId',
  'imageId',
  'dBInstanceIdentifier',
  'trailName',
  'detectorId',
  'keyId',
  'policyArn',
  'policyName',
  'instanceProfileName',
  'vpcId',
  'groupId',
  'allocationId',
  'logGroupName',
  'DeleteFlowLogsRequest.FlowLogId.content',
  'name',
  'path',
];

/** Members that list what a call is about: of Systems Manager and of Secrets Manager. */
const LISTING = ['names', 'secretIdList'];

/** What a call was aimed at, by the name the record gives, and how many more there are; null where it gives none (denied IAM calls have no parameters). */
export function targetOf(event: CloudTrailEvent): string | null {
  const [first, ...more] = targetsOf(event);
  if (first === undefined) return null;
  return more.length === 0 ? first : `${first} and ${more.length} more`;
}

/** All that a call was aimed at, by the names the record gives. */
export function targetsOf(event: CloudTrailEvent): readonly string[] {
  const { requestParameters, responseElements } = event;
  const candidates = [
    NAMING.flatMap((member) => textAt(requestParameters, member) ?? []).slice(0, 1),
    ...LISTING.map((member) => textsIn(requestParameters?.[member])),
    instanceIds(requestParameters),
    instanceIds(responseElements),
    [textAt(event, 'responseElements.accessKey.userName') ?? []].flat(),
  ];
  return candidates.find((names) => names.length > 0) ?? [];
}

const textsIn = (list: unknown): string[] => (Array.isArray(list) ? list.filter((item) => typeof item === 'string') : []);

/** The instances that a request is about, or that an answer tells. */
export const instanceIds = (part: JsonObject | null): string[] =>
  instancesIn(part?.['instancesSet']).flatMap((item) => textAt(item, 'instanceId') ?? []);

/** Where a request names the role with which something will run. */
const ROLES = ['role', 'roleARN', 'serviceRole', 'taskRoleArn', 'executionRoleArn', 'iamInstanceProfile.name', 'iamInstanceProfile.arn'];

/** The role that a call passed on to a service, by its name: whoever passes a role has its rights. Null where it passes none. */
export function passedRole(event: CloudTrailEvent): string | null {
  if (/^(iam|sts)\./.test(event.eventSource)) return null;
  const role = ROLES.map((path) => textAt(event.requestParameters, path)).find((text) => text !== null) ?? null;
  return role === null ? null : nameOfArn(role);
}

const DENIED_TARGET = /is not authorized to perform: \S+ on resource: (\S+)/;

/** What a refused call was aimed at, from the text of the refusal, which often says more than the parameters. */
export const deniedTarget = (event: CloudTrailEvent): string | null => DENIED_TARGET.exec(event.errorMessage ?? '')?.[1] ?? null;
