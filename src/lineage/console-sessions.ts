import { isAccessKeyId } from '../core/access-key-id.ts';
import type { Actor, Certainty } from '../core/case.ts';
import { type CloudTrailEvent, callerKeyId, principalArn, succeeded } from '../core/event.ts';
import { groupBy } from '../core/group-by.ts';
import { textAt } from '../core/json.ts';
import { mintingOf } from '../core/minting/index.ts';
import { mintsByKey } from './cut-sessions.ts';
import type { EventStore } from './event-store.ts';
import { callerArnsOf, followedCalls, type Opening, type Origin, type Traced } from './lineage.ts';
import { creationOf, timeOf, wasMadeAt } from './session-creation.ts';

/** A console session of an IAM user ends twelve hours after the sign-in. Source: AWS sign-in documentation. */
const SESSION_MS = 12 * 3_600_000;
/** A sign-in token must be used within fifteen minutes. Source: AWS documentation of custom identity brokers. */
const TOKEN_MS = 15 * 60_000;

/** So long after the assertion the browser arrives at the console at most. */
const ASSERTION_MS = 60_000;

/** A way into the console that a credential has: under which ARN the sign-in will appear, and when. */
interface Door {
  readonly credential: Traced;
  readonly actor: Actor;
  readonly eventName: 'ConsoleLogin' | 'SwitchRole';
  /** ARN that signs in, or that switches to a role. */
  readonly arn: string;
  readonly from: number;
  readonly until: number;
  readonly certainty: Certainty;
  readonly rule: string;
}

/**
 * The console sessions that these credentials opened. A sign-in carries no key id: its sessions are joined to it by the ARN and by their
 * `creationDate`, which is the time of the sign-in. The console changes the key id by service and tab, so a sign-in may have many.
 */
export async function consoleSessions(store: EventStore, generation: readonly Traced[]): Promise<{ children: Origin[]; openings: Opening[] }> {
  const doors = generation.flatMap(doorsOf);
  const signIns = await store.signIns([...new Set(doors.map(({ arn }) => arn))]);
  const entries = signIns.flatMap((signIn) => {
    const door = doors.find((each) => leadsTo(each, signIn));
    return door === undefined ? [] : [{ door, signIn }];
  });
  const arns = entries.filter(({ signIn }) => succeeded(signIn)).flatMap(({ signIn }) => signIn.userIdentity?.arn ?? []);
  const calls = await store.temporaryKeys([...new Set(arns)]);
  const minted = await mintsByKey(store, calls);
  const uses = groupBy(
    calls.filter((call) => !minted.has(callerKeyId(call) ?? '')),
    ({ userIdentity }) => userIdentity?.arn ?? '',
  );
  const opened = entries.map(({ door, signIn }) => ({
    door,
    signIn,
    sessions: sessionsOf(door, signIn, uses.get(signIn.userIdentity?.arn ?? '') ?? []),
  }));
  return {
    children: opened.flatMap(({ sessions }) => sessions),
    openings: opened.map(({ door, signIn, sessions }) => ({
      event: signIn,
      credential: door.credential.kind === 'login-profile' ? door.credential.id : (sessions[0]?.id ?? door.credential.id),
    })),
  };
}

function doorsOf(credential: Traced): Door[] {
  const { kind, principal, mint } = credential;
  if (kind === 'login-profile') {
    if (principal === null) return [];
    const from = mint === null ? Number.NEGATIVE_INFINITY : timeOf(mint.event);
    const rule = 'same user, created in the second of the sign-in';
    const actor = mint?.actor ?? 'unknown';
    return [{ credential, actor, eventName: 'ConsoleLogin', arn: principal, from, until: Number.POSITIVE_INFINITY, certainty: 'strong', rule }];
  }
  return [...tokenDoors(credential), ...assertionDoors(credential), ...(kind === 'console-session' ? switchDoors(credential) : [])];
}

/** A session that is changed for a sign-in token opens the console under its own ARN. */
const tokenDoors = (credential: Traced): Door[] =>
  followedCalls(credential)
    .filter(({ event }) => event.eventName === 'GetSigninToken' && succeeded(event))
    .flatMap(({ event, actor }) =>
      callerArnsOf(credential).map((arn) => ({
        credential,
        actor,
        eventName: 'ConsoleLogin' as const,
        arn,
        from: timeOf(event) - 2_000,
        until: timeOf(event) + TOKEN_MS,
        certainty: 'strong' as const,
        rule: 'console opened with a sign-in token of the caller',
      })),
    );

/** An assertion of an identity provider opens a session, and the console with it: the sign-in follows at once. */
function assertionDoors(credential: Traced): Door[] {
  const { mint } = credential;
  const arn = mint === null || mint.event.eventName !== 'AssumeRoleWithSAML' ? null : mintingOf(mint.event)?.bearer(mint.event).callerArn;
  if (mint === null || arn == null) return [];
  const opened = timeOf(mint.event);
  const rule = 'console opened in the moment of the assertion that opened the session';
  return [
    { credential, actor: mint.actor, eventName: 'ConsoleLogin', arn, from: opened - 2_000, until: opened + ASSERTION_MS, certainty: 'strong', rule },
  ];
}

/** In the console a session can switch to a role. The record names who switched, not with which session: a second one of the user may be open. */
const switchDoors = (credential: Traced): Door[] => {
  const opened = Math.min(...credential.events.map(creationOf).filter((time) => !Number.isNaN(time)));
  return callerArnsOf(credential).map((arn) => ({
    credential,
    actor: credential.mint?.actor ?? 'unknown',
    eventName: 'SwitchRole' as const,
    arn,
    from: opened,
    until: opened + SESSION_MS,
    certainty: 'strong' as const,
    rule: 'the user of the console session switched to the role',
  }));
};

function leadsTo({ eventName, arn, from, until }: Door, signIn: CloudTrailEvent): boolean {
  const time = timeOf(signIn);
  const who = eventName === 'SwitchRole' ? textAt(signIn, 'additionalEventData.SwitchFrom') : signIn.userIdentity?.arn;
  return signIn.eventName === eventName && who === arn && time >= from && time <= until;
}

function sessionsOf(door: Door, signIn: CloudTrailEvent, uses: readonly CloudTrailEvent[]): Origin[] {
  if (!succeeded(signIn)) return [];
  const { credential, actor, certainty, rule, eventName } = door;
  const byKey = groupBy(
    uses.filter((use) => wasMadeAt(use, signIn)),
    (use) => callerKeyId(use) ?? '',
  );
  // A key whose every use a service forwarded is the session's own call.
  return [...byKey]
    .filter(([id, own]) => isAccessKeyId(id) && own.some(({ userIdentity }) => userIdentity?.invokedBy === undefined))
    .map(([id, own]) => ({
      id,
      kind: 'console-session',
      principal: credential.kind === 'login-profile' ? credential.principal : principalArn(own[0]?.userIdentity),
      depth: credential.depth + 1,
      expiresAt: credential.expiresAt ?? timeOf(signIn) + SESSION_MS,
      cut: false,
      mint: { credential: credential.id, event: signIn, relation: eventName === 'SwitchRole' ? 'assumed' : 'minted', certainty, rule, actor },
    }));
}
