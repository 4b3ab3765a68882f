import { nameOfArn } from '../../core/arn.ts';
import type { Resource } from '../../core/case.ts';
import { type CloudTrailEvent, plainEventName, succeeded } from '../../core/event.ts';
import { type JsonValue, textAt, valueAt } from '../../core/json.ts';
import { followed, type Traced } from '../../lineage/lineage.ts';
import { sharedWith } from './sharing.ts';
import { instanceIds, targetsOf } from './target-of.ts';

/** Calls that read what must then be held for known, and what each reads: one parameter is the same thing whether it is asked for alone or with others. */
const READ: ReadonlyMap<string, string> = new Map([
  ['GetSecretValue', 'SecretValue'],
  ['BatchGetSecretValue', 'SecretValue'],
  ['GetParameter', 'Parameter'],
  ['GetParameters', 'Parameter'],
  ['GetParametersByPath', 'Parameter'],
  ['GetPasswordData', 'PasswordData'],
  ['GetObject', 'Object'],
]);
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
  const action = sharesWithOthers(event) ? 'shared' : actionOf(event);
  if (action === null) return [];
  const names = namesOf(event);
  const touched = names.map((name) => ({
    arn: arnOf(event, name, names.length === 1),
    name,
    type: typeOf(event),
    action,
    eventId: event.eventID,
    credential,
  }));
  const policyArn = textAt(event, 'requestParameters.policyArn');
  // Which policy was given decides what must be taken back: it stands beside the principal that was given it.
  if (policyArn === null || names.length === 0 || names.includes(policyArn)) return touched;
  return [...touched, { arn: policyArn, name: nameOfArn(policyArn), type: 'iam:Policy', action: 'changed', eventId: event.eventID, credential }];
}

function namesOf(event: CloudTrailEvent): readonly string[] {
  const launched = event.eventName === 'RunInstances' ? instanceIds(event.responseElements) : [];
  if (launched.length > 0) return launched;
  const made = madeId(event);
  return made === null ? targetsOf(event) : [made];
}

/** Of several things that a call is about, each has its own ARN. */
function arnOf({ resources = [] }: CloudTrailEvent, name: string, isOnly: boolean): string | null {
  const arns = resources.flatMap(({ ARN }) => ARN ?? []);
  const own = isOnly ? arns[0] : arns.find((arn) => arn.endsWith(name));
  return own ?? (name.startsWith('arn:') ? name : null);
}

const sharesWithOthers = (event: CloudTrailEvent): boolean => (sharedWith(event) ?? []).length > 0;

function actionOf(event: CloudTrailEvent): Resource['action'] | null {
  const name = plainEventName(event.eventName);
  if (READ.has(name)) return 'read';
  if (CREATED.test(name) || isFirstVersion(event)) return 'created';
  if (DELETED.test(name)) return 'deleted';
  return CHANGED.test(name) ? 'changed' : null;
}

/** PutParameter writes a parameter anew or over; the first version is a new one. Source: Systems Manager, PutParameter. */
const isFirstVersion = (event: CloudTrailEvent): boolean => event.eventName === 'PutParameter' && valueAt(event, 'responseElements.version') === 1;

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
  const noun = READ.get(plainEventName(event.eventName)) ?? plainEventName(event.eventName).replace(/^[A-Z][a-z]+/, '');
  return `${service}:${noun || plainEventName(event.eventName)}`;
}
