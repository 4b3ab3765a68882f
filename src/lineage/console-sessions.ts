import { isAccessKeyId } from '../core/access-key-id.ts';
import { parseAwsTime } from '../core/aws-time.ts';
import { type CloudTrailEvent, callerKeyId, succeeded } from '../core/event.ts';
import type { EventStore } from './event-store.ts';
import type { Lineage, Origin, Traced } from './lineage.ts';

/** A console session of an IAM user ends twelve hours after the sign-in. Source: AWS sign-in documentation. */
const SESSION_HOURS = 12;
/** The console stamps its keys with the second of the sign-in; clocks differ by a little. */
const TOLERANCE_MS = 2_000;

/**
 * The console sessions that a minted password opened. The sign-in carries no key id: a session is joined to it by the user and by its
 * `creationDate`, which is the time of the ConsoleLogin. The console changes the key id by service and tab, so a sign-in may have many.
 */
export async function consoleSessionsOf(store: EventStore, credential: Traced): Promise<{ sessions: Origin[]; openings: Lineage['openings'] }> {
  if (credential.kind !== 'login-profile' || credential.principal === null) return { sessions: [], openings: [] };
  const since = credential.mint?.event.eventTime ?? '';
  const logins = (await store.consoleLogins([credential.principal])).filter((login) => login.eventTime >= since);
  if (logins.length === 0) return { sessions: [], openings: [] };
  const events = await store.consoleSessions([credential.principal]);
  const sessions = logins.filter(succeeded).flatMap((login) => sessionsOpenedBy(login, events, credential));
  return { sessions, openings: logins.map((event) => ({ event, credential: credential.id })) };
}

function sessionsOpenedBy(login: CloudTrailEvent, events: readonly CloudTrailEvent[], credential: Traced): Origin[] {
  const opened = parseAwsTime(login.eventTime) ?? Number.NaN;
  const ids = new Set(events.filter((event) => Math.abs(creationOf(event) - opened) <= TOLERANCE_MS).map((event) => callerKeyId(event) ?? ''));
  return [...ids].filter(isAccessKeyId).map((id) => ({
    id,
    kind: 'console-session',
    principal: credential.principal,
    depth: credential.depth + 1,
    expiresAt: opened + SESSION_HOURS * 3_600_000,
    cut: false,
    mint: {
      credential: credential.id,
      event: login,
      relation: 'minted',
      certainty: 'strong',
      rule: 'same user, created in the second of the sign-in',
      actor: credential.mint?.actor ?? 'unknown',
    },
  }));
}

const creationOf = (event: CloudTrailEvent): number => parseAwsTime(event.userIdentity?.sessionContext?.attributes?.creationDate ?? '') ?? Number.NaN;
