import { parseArn } from '../core/arn.ts';
import { isoSeconds, parseAwsTime } from '../core/aws-time.ts';
import type { CaseCredential, CredentialState } from '../core/case.ts';
import { byTime, type CloudTrailEvent } from '../core/event.ts';
import { endKeyOf, type Lineage, type Traced } from '../lineage/lineage.ts';
import { creationOf } from '../lineage/session-creation.ts';

/** The credentials of a lineage as the case tells them, seeds first, then by depth and time of minting. */
export function credentialsOf(lineage: Lineage, asOf: string): CaseCredential[] {
  return lineage.credentials.toSorted(byDepthThenMint).map((credential) => {
    const uses = usesOf(lineage, credential);
    const { state, by } = stateOf(lineage, credential, uses.length > 0, asOf);
    return {
      id: credential.id,
      kind: credential.kind,
      principal: lineage.owners.get(credential.id)?.arn ?? credential.principal,
      state,
      stateEventId: by?.eventID ?? null,
      expiresAt: credential.expiresAt === null ? null : isoSeconds(credential.expiresAt),
      mintedBy:
        credential.mint === null
          ? null
          : {
              credential: credential.mint.credential,
              eventId: credential.mint.event.eventID,
              eventName: credential.mint.event.eventName,
              eventTime: credential.mint.event.eventTime,
            },
      depth: credential.depth,
      firstUsed: uses[0]?.eventTime ?? null,
      lastUsed: uses.at(-1)?.eventTime ?? null,
      calls: credential.events.length,
      errors: credential.events.filter((event) => event.errorCode !== undefined).length,
      sourceIPs: [...new Set(credential.events.map((event) => event.sourceIPAddress))],
    };
  });
}

/** A key is used by its calls; a password by the sign-ins that it opened. */
const usesOf = ({ openings }: Lineage, credential: Traced): readonly CloudTrailEvent[] =>
  credential.kind === 'login-profile'
    ? openings.filter((opening) => opening.credential === credential.id).map(({ event }) => event)
    : credential.events;

/** The first that holds, as of the newest event: deleted, inactive, expired, sleeper, active; unknown when the record of the mint was cut. */
function stateOf(lineage: Lineage, credential: Traced, used: boolean, asOf: string): { state: CredentialState; by: CloudTrailEvent | null } {
  if (credential.cut) return { state: 'unknown', by: null };
  const last = lineage.ends.get(endKeyOf(credential.id, parseArn(credential.principal ?? '')?.accountId ?? ''));
  const renewal = lineage.renewals.get(credential.id);
  // What was made again after its end lives.
  if (last !== undefined && last.end.state !== 'active' && (renewal === undefined || byTime(renewal, last.event) < 0))
    return { state: last.end.state, by: last.event };
  const owner = lineage.owners.get(credential.id);
  if (owner?.deletedBy && owner.kind === 'user' && credential.kind !== 'role-session') return { state: 'deleted', by: owner.deletedBy.event };
  if (lastPossibleEnd(credential) <= (parseAwsTime(asOf) ?? 0)) return { state: 'expired', by: null };
  return { state: used ? 'active' : 'sleeper', by: null };
}

const HOUR_MS = 3_600_000;
/** How long a temporary credential lives at most, whoever asked for it. Source: STS API reference; AWS sign-in documentation. */
const LONGEST: Readonly<Partial<Record<CaseCredential['kind'], number>>> = {
  'role-session': 12 * HOUR_MS,
  'console-session': 12 * HOUR_MS,
  'session-token': 36 * HOUR_MS,
  'federation-token': 36 * HOUR_MS,
};

/** When a credential ends, or must have ended where the record of its mint is not in the data. */
function lastPossibleEnd({ expiresAt, kind, events }: Traced): number {
  const longest = LONGEST[kind];
  if (expiresAt !== null || longest === undefined) return expiresAt ?? Number.POSITIVE_INFINITY;
  const created = events.map(creationOf).find((time) => !Number.isNaN(time));
  return created === undefined ? Number.POSITIVE_INFINITY : created + longest;
}

/** Seeds stay in the order in which they were named. */
const byDepthThenMint = (a: Traced, b: Traced): number => a.depth - b.depth || (a.depth === 0 ? 0 : mintOrder(a) < mintOrder(b) ? -1 : 1);
const mintOrder = ({ mint, id }: Traced): string => `${mint?.event.eventTime ?? ''} ${mint?.event.eventID ?? ''} ${id}`;
