import type { CloudTrailEvent } from '../../core/event.ts';
import { isJsonObject, textAt } from '../../core/json.ts';

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

function instanceTarget({ requestParameters }: CloudTrailEvent): string | null {
  const items = isJsonObject(requestParameters?.['instancesSet']) ? requestParameters['instancesSet']['items'] : undefined;
  const first: unknown = Array.isArray(items) ? items[0] : undefined;
  return textAt(first, 'instanceId');
}

const DENIED_TARGET = /is not authorized to perform: \S+ on resource: (\S+)/;

/** What a refused call was aimed at, from the text of the refusal, which often says more than the parameters. */
export const deniedTarget = (event: CloudTrailEvent): string | null => DENIED_TARGET.exec(event.errorMessage ?? '')?.[1] ?? null;
