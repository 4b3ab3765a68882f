import { nameOfArn } from '../../core/arn.ts';
import type { Resource } from '../../core/case.ts';
import { instancesIn } from '../../core/delegation/instance.ts';
import { type CloudTrailEvent, plainEventName, succeeded } from '../../core/event.ts';
import { type JsonValue, textAt } from '../../core/json.ts';
import { followed, type Traced } from '../../lineage/lineage.ts';
import { targetOf } from './target-of.ts';

/** Calls that give others access, or read what must then be held for known. */
const SHARED =
  /^(Modify(Snapshot|Image|DBSnapshot|DBClusterSnapshot)Attribute|PutBucketPolicy|PutBucketAcl|AddPermission|CreateFunctionUrlConfig|PutResourcePolicy|UpdateAssumeRolePolicy)$/;
const READ = /^(GetSecretValue|BatchGetSecretValue|GetParameter|GetParameters|GetParametersByPath|GetPasswordData|GetObject)$/;
const CREATED = /^(Create|Run|Allocate|Register|Import|Copy|Upload|RequestSpot)/;
const DELETED = /^(Delete|Terminate|Release|Deregister|Remove)/;
const CHANGED =
  /^(Put|Update|Modify|Attach|Detach|Add|Associate|Disassociate|Set|Stop|Start|Enable|Disable|Authorize|Revoke|Replace|Deactivate|Tag|Untag|Reboot|Change)/;

/** What successful calls that are not the owner's made, changed, deleted, shared or read out; listings and mints of sessions are no resources. */
export const resourcesOf = (credentials: readonly Traced[]): Resource[] =>
  credentials.flatMap((credential) =>
    followed(credential)
      .filter(succeeded)
      .flatMap((event) => resourceOf(event, credential.id)),
  );

function resourceOf(event: CloudTrailEvent, credential: string): Resource[] {
  const action = actionOf(plainEventName(event.eventName));
  const launched = instancesIn(event.eventName === 'RunInstances' ? event.responseElements?.['instancesSet'] : undefined);
  const ids = launched.flatMap((item) => textAt(item, 'instanceId') ?? []);
  if (action !== null && ids.length > 1) {
    return ids.map((id) => ({ arn: null, name: id, type: typeOf(event), action, eventId: event.eventID, credential }));
  }
  const name = madeId(event) ?? targetOf(event);
  if (action === null || name === null) return [];
  const arn = event.resources?.find((resource) => resource.ARN !== undefined)?.ARN ?? (name.startsWith('arn:') ? name : null);
  const touched = { arn, name, type: typeOf(event), action, eventId: event.eventID, credential };
  const policyArn = textAt(event, 'requestParameters.policyArn');
  // Which policy was given decides what must be taken back: it stands beside the principal that was given it.
  if (policyArn === null || policyArn === name) return [touched];
  return [touched, { arn: policyArn, name: nameOfArn(policyArn), type: 'iam:Policy', action: 'changed', eventId: event.eventID, credential }];
}

function actionOf(name: string): Resource['action'] | null {
  if (SHARED.test(name)) return 'shared';
  if (READ.test(name)) return 'read';
  if (CREATED.test(name)) return 'created';
  if (DELETED.test(name)) return 'deleted';
  return CHANGED.test(name) ? 'changed' : null;
}

/** The id that the answer gives to what was made: `vpc-...`, `i-...`, the first of its kind. */
function madeId(event: CloudTrailEvent): string | null {
  if (event.eventSource !== 'ec2.amazonaws.com' || event.responseElements === null) return null;
  return firstId(event.responseElements, 0);
}

function firstId(value: JsonValue | undefined, depth: number): string | null {
  if (typeof value !== 'object' || value === null || depth > 4) return null;
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'string' && /Id$/.test(name) && name !== 'requestId' && name !== 'ownerId' && name !== 'reservationId') return member;
    const inner = firstId(member as JsonValue, depth + 1);
    if (inner !== null) return inner;
  }
  return null;
}

/** `iam:AccessKey` of `CreateAccessKey`: the service and the noun of the call. */
function typeOf(event: CloudTrailEvent): string {
  const service = event.eventSource.replace(/\.amazonaws\.com$/, '');
  const noun = plainEventName(event.eventName).replace(/^[A-Z][a-z]+/, '');
  return `${service}:${noun || plainEventName(event.eventName)}`;
}
