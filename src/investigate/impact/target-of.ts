import { nameOfArn } from '../../core/arn.ts';
import { instancesIn } from '../../core/delegation/instance.ts';
import type { CloudTrailEvent } from '../../core/event.ts';
import { textAt } from '../../core/json.ts';

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
  'name',
];

/** What a call was aimed at, by the name the record gives; null where it gives none (denied IAM calls have no parameters). */
export function targetOf(event: CloudTrailEvent): string | null {
  for (const member of NAMING) {
    const text = textAt(event.requestParameters, member);
    if (text !== null) return text;
  }
  return instanceTarget(event) ?? textAt(event, 'responseElements.accessKey.userName');
}

/** The instances that a call is about, or launched: the first, and how many more. */
function instanceTarget({ requestParameters, responseElements }: CloudTrailEvent): string | null {
  const ids = [requestParameters, responseElements]
    .map((part) => instancesIn(part?.['instancesSet']).flatMap((item) => textAt(item, 'instanceId') ?? []))
    .find((found) => found.length > 0);
  return ids === undefined ? null : ids.length === 1 ? String(ids[0]) : `${ids[0]} and ${ids.length - 1} more`;
}

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
