import { nameOfArn, parseArn } from '../../core/arn.ts';
import { credentialEndings, credentialEndOf } from '../../core/credential-end.ts';
import { type CloudTrailEvent, succeeded } from '../../core/event.ts';
import { isJsonObject, type JsonValue, parseJsonObject, textAt, valueAt } from '../../core/json.ts';
import type { Lineage } from '../../lineage/lineage.ts';

/** What somebody did about the attack. */
export interface Reaction {
  /** The credential or principal that the call was about. */
  readonly target: string;
  /** Whether it takes something from the attacker; else it only looks. */
  readonly contains: boolean;
}

/** The call among which {@link reactionTo} finds looks at the attack. Source: CloudTrail API reference. */
export const LOOK = 'LookupEvents';

/** Names of the calls among which it finds all other reactions. Source: IAM API reference. */
export const changeNames: readonly string[] = [
  ...credentialEndings,
  ...['DeleteUser', 'DeleteRole', 'PutUserPolicy', 'PutRolePolicy', 'AttachUserPolicy', 'AttachRolePolicy'],
  ...['PutUserPermissionsBoundary', 'PutRolePermissionsBoundary'],
];

/** Policies of AWS that take everything, or what a thief wants. AWS attaches the first itself when it finds a key in public. */
const DENYING_POLICY = /:policy\/(AWSCompromisedKeyQuarantine(V\d+)?|AWSDenyAll)$/;

/**
 * Tells which calls react to the attack that a lineage tells of. Whose calls they are is for the caller to judge.
 *
 * @returns null for a call that failed or is about something else
 */
export function reactionTo({ credentials, principals }: Pick<Lineage, 'credentials' | 'principals'>) {
  const ids = new Set(credentials.map(({ id }) => id));
  const arns = new Map(principals.map(({ arn }) => [`${parseArn(arn)?.accountId} ${nameOfArn(arn)}`, arn]));

  const principalOf = (event: CloudTrailEvent): string | null => {
    const name = textAt(event, 'requestParameters.userName') ?? textAt(event, 'requestParameters.roleName');
    return arns.get(`${event.recipientAccountId ?? event.userIdentity?.accountId} ${name}`) ?? null;
  };

  return (event: CloudTrailEvent): Reaction | null => {
    if (!succeeded(event)) return null;
    if (event.eventName === LOOK) {
      const asked = lookedUp(event).find((value) => ids.has(value));
      return asked === undefined ? null : { target: asked, contains: false };
    }
    const end = credentialEndOf(event);
    if (end !== null) return ids.has(end.credential) && end.state !== 'active' ? { target: end.credential, contains: true } : null;
    const principal = principalOf(event);
    return principal !== null && restricts(event) ? { target: principal, contains: true } : null;
  };
}

/** Whether a call takes permissions or all of its life from a user or role. */
function restricts(event: CloudTrailEvent): boolean {
  if (/^Delete(User|Role)$|PermissionsBoundary$/.test(event.eventName)) return true;
  if (event.eventName.startsWith('Attach')) return DENYING_POLICY.test(textAt(event, 'requestParameters.policyArn') ?? '');
  return event.eventName.startsWith('Put') && deniesAll(parseJsonObject(textAt(event, 'requestParameters.policyDocument')));
}

/** Whether a policy denies every action, on condition or without: that of the console's "revoke sessions" does so to older sessions. */
function deniesAll(policy: JsonValue): boolean {
  return listOf(valueAt(policy, 'Statement')).some(
    (statement) => isJsonObject(statement) && statement['Effect'] === 'Deny' && listOf(statement['Action']).includes('*'),
  );
}

/** IAM lets one member stand where a list may. */
const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : value == null ? [] : [value as JsonValue]);

const lookedUp = (event: CloudTrailEvent): readonly string[] =>
  listOf(valueAt(event, 'requestParameters.lookupAttributes')).flatMap((attribute) => textAt(attribute, 'attributeValue') ?? []);
