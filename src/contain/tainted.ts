import { isAccessKeyId } from '../core/access-key-id.ts';
import { parseArn } from '../core/arn.ts';
import type { Case, CaseCredential } from '../core/case.ts';
import { type IamPrincipal, principalKey, readPrincipal } from './principal-reading.ts';
import { cited, shown } from './shown.ts';

/** A user or role that the case shows in the attacker's hands and that is still there. */
export interface TaintedPrincipal extends IamPrincipal {
  /** What the case holds against it, as clauses that cite events. */
  readonly reasons: readonly string[];
  /** True only when the call that created it was the attacker's own: nothing else is ever deleted. */
  readonly madeByAttacker: boolean;
  /** Whether the lineage decides who gets a session of it: it made the role or rewrote its trust policy. */
  readonly openToAttacker: boolean;
  /** Credentials of the lineage that act with its permissions: its own, and the federation sessions it opened. */
  readonly credentials: readonly CaseCredential[];
}

/** Who is tainted, by {@link principalKey}, seed first; and a sentence on everybody whom no call can reach. */
export interface Tainted {
  readonly principals: ReadonlyMap<string, TaintedPrincipal>;
  readonly notCovered: readonly string[];
}

interface Draft {
  readonly principal: IamPrincipal;
  readonly reasons: string[];
  readonly credentials: CaseCredential[];
  madeByAttacker: boolean;
  openToAttacker: boolean;
}

/**
 * Takes from a case what containment may touch: users and roles that own a credential of the lineage, or that the lineage created or escalated.
 * What the owner or a responder did counts for nothing, and who is already deleted is left out.
 */
export function findTainted(document: Case, account: string): Tainted {
  const found = new Map<string, Draft>();
  const notCovered = new Set<string>();
  const actors = new Map(document.timeline.map((entry) => [entry.eventId, entry.actor]));
  const lineage = new Set(document.credentials.map((credential) => credential.id));

  function taint(arn: string, reason: string): Draft | null {
    if (isDeleted(document, arn, account)) return null;
    const reading = readPrincipal(arn, account);
    if (reading.kind === 'refused') notCovered.add(reading.reason);
    if (reading.kind !== 'iam') return null;
    const key = principalKey(arn, account);
    const entry = found.get(key) ?? { principal: reading.principal, reasons: [], credentials: [], madeByAttacker: false, openToAttacker: false };
    found.set(key, entry);
    entry.reasons.push(reason);
    return entry;
  }

  for (const credential of document.credentials) {
    const owner = ownerOf(credential, document.credentials);
    const what = `${credential.kind} ${shown(credential.id)}`;
    if (owner === null) notCovered.add(`The case does not know whose permissions ${what} has. ${lookUp(credential)}`);
    else taint(owner, `${what} of the lineage acts with its permissions`)?.credentials.push(credential);
  }
  for (const { arn, createdBy } of document.principals) {
    if (createdBy === null || createdBy.credential === null || !lineage.has(createdBy.credential)) continue;
    const actor = actors.get(createdBy.eventId) ?? 'unknown';
    if (actor === 'owner' || actor === 'responder') continue;
    const entry = taint(arn, `the lineage created it (${cited(createdBy.eventId)})`);
    if (entry === null) continue;
    entry.madeByAttacker = actor === 'attacker';
    entry.openToAttacker = true;
  }
  for (const edge of document.edges) {
    const actor = actors.get(edge.eventId);
    if (edge.relation !== 'escalated' || actor === 'owner' || actor === 'responder') continue;
    const entry = taint(edge.to, `the lineage raised its permissions (${shown(edge.eventName)}, ${cited(edge.eventId)})`);
    if (entry !== null && edge.eventName === 'UpdateAssumeRolePolicy') entry.openToAttacker = true;
  }

  return {
    principals: new Map([...found].map(([key, { principal, ...rest }]) => [key, { ...principal, ...rest }])),
    notCovered: [...notCovered],
  };
}

/** Whether a principal is gone. One that was deleted and made again under its name is there. */
function isDeleted(document: Case, arn: string, account: string): boolean {
  const key = principalKey(arn, account);
  const records = document.principals.filter((principal) => principalKey(principal.arn, account) === key);
  return records.length > 0 && records.every(({ createdBy, deletedBy }) => deletedBy !== null && (createdBy?.eventTime ?? '') <= deletedBy.eventTime);
}

/**
 * The principal whose permissions a credential has. A session of GetSessionToken or GetFederationToken has those of the user that opened it: where
 * the case names no user or role the mints are followed back to one.
 * Null when the case does not show the owner.
 */
function ownerOf(credential: CaseCredential, all: readonly CaseCredential[]): string | null {
  const seen = new Set<CaseCredential>();
  let current: CaseCredential | undefined = credential;
  while (current !== undefined && !seen.has(current)) {
    seen.add(current);
    if (current.principal !== null && !isFederated(current.principal)) return current.principal;
    if (current.principal === null && current.kind !== 'session-token' && current.kind !== 'federation-token') return null;
    const minter: string | null | undefined = current.mintedBy?.credential;
    current = all.find((candidate) => candidate.id === minter);
  }
  return null;
}

const isFederated = (arn: string): boolean => parseArn(arn)?.resource.startsWith('federated-user/') ?? false;

const lookUp = (credential: CaseCredential): string =>
  credential.kind === 'access-key' && isAccessKeyId(credential.id)
    ? `Ask for its user: aws iam get-access-key-last-used --access-key-id=${credential.id}`
    : 'Look for the record that minted it, and deny everything to whoever made that call.';
