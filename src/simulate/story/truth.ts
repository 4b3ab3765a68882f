import { isoSeconds } from '../../core/aws-time.ts';
import { type CaseCredential, type CasePrincipal, type Identity, type Stages, type Subject, stageNames } from '../../core/case.ts';
import { byTime, type CloudTrailEvent, callerKeyId } from '../../core/event.ts';
import type { Question, Truth } from '../../core/truth.ts';
import type { Ledger, StoryCredential } from './ledger.ts';

/** What a scenario says of itself besides its ledger. */
export interface Facts {
  readonly subject: Subject;
  readonly identity: Identity;
  readonly questions: readonly Question[];
}

/**
 * The answer key that a ledger amounts to. Conventions: the attacker's first call is the way in, `initialAccess`, whatever it asked; the calls and
 * addresses of a credential are those of records that carry its id, so a password has none, but its sign-ins are uses.
 *
 * @param asOf time of the newest event of the logs, in milliseconds.
 */
export function truthOf(ledger: Ledger, facts: Facts, asOf: number): Omit<Truth, 'schema' | 'scenario' | 'seed'> {
  const events = [...ledger.events].sort(byTime);
  const credentials = ledger.credentials.map((credential) => credentialOf(credential, events, asOf));
  const attackers = [...ledger.attackerEvents].sort((a, b) => byTime(a.event, b.event));
  const calls = attackers.map((entry) => entry.event);
  return {
    subject: facts.subject,
    firstUse: firstUseOf(events.find((event) => callerKeyId(event) === facts.subject.id)),
    identity: facts.identity,
    credentials,
    principals: [...ledger.principals.values()].map(principalOf),
    edges: ledger.edges.toSorted((a, b) => compare(a.eventTime, b.eventTime) || compare(a.eventId, b.eventId)),
    stages: Object.fromEntries(
      stageNames.map((name) => [
        name,
        attackers.flatMap(({ event, stage }) => (name === (event === calls[0] ? 'initialAccess' : stage) ? event.eventID : [])),
      ]),
    ) as Stages,
    indicators: {
      sourceIPs: distinct(calls.map((event) => event.sourceIPAddress)),
      userAgents: distinct(calls.flatMap((event) => event.userAgent ?? [])),
      regions: distinct(calls.map((event) => event.awsRegion)),
      accessKeyIds: credentials.map((credential) => credential.id).filter((id) => /^A[KS]IA/.test(id)),
      principals: [...ledger.principals.keys()],
    },
    attackerEventIds: calls.map((event) => event.eventID),
    questions: [...facts.questions],
  };
}

function credentialOf(credential: StoryCredential, events: readonly CloudTrailEvent[], asOf: number): CaseCredential {
  const calls = events.filter((event) => callerKeyId(event) === credential.id);
  const uses = [...calls, ...credential.uses].sort(byTime);
  return {
    id: credential.id,
    kind: credential.kind,
    principal: credential.principal,
    state: stateOf(credential, uses, asOf),
    stateEventId: credential.ended?.event.eventID ?? null,
    expiresAt: credential.expiresAt === null ? null : isoSeconds(credential.expiresAt),
    mintedBy: credential.mintedBy && {
      credential: credential.mintedBy.credential,
      eventId: credential.mintedBy.event.eventID,
      eventName: credential.mintedBy.event.eventName,
      eventTime: credential.mintedBy.event.eventTime,
    },
    depth: credential.depth,
    firstUsed: uses[0]?.eventTime ?? null,
    lastUsed: uses.at(-1)?.eventTime ?? null,
    calls: calls.length,
    errors: calls.filter((event) => event.errorCode !== undefined).length,
    sourceIPs: distinct(calls.map((event) => event.sourceIPAddress)),
  };
}

function stateOf(credential: StoryCredential, uses: readonly CloudTrailEvent[], asOf: number): CaseCredential['state'] {
  if (credential.ended !== null) return credential.ended.state;
  if (credential.expiresAt !== null && credential.expiresAt <= asOf) return 'expired';
  return uses.length === 0 ? 'sleeper' : 'active';
}

type Deeds = Ledger['principals'] extends Map<string, infer D> ? D : never;

function principalOf({ principal, createdBy, deletedBy, changedBy }: Deeds): CasePrincipal {
  return {
    arn: principal.arn,
    kind: principal.kind,
    principalId: principal.principalId,
    createdBy: deedOf(createdBy),
    deletedBy: deedOf(deletedBy),
    changedBy: changedBy.flatMap((deed) => deedOf(deed) ?? []),
  };
}

const deedOf = (deed: Deeds['createdBy']): CasePrincipal['createdBy'] =>
  deed && { credential: deed.credential, eventId: deed.event.eventID, eventTime: deed.event.eventTime };

function firstUseOf(event: CloudTrailEvent | undefined): Truth['firstUse'] {
  if (event === undefined) return null;
  const { eventTime, eventName, eventSource, eventID, sourceIPAddress, userAgent, awsRegion, errorCode = null } = event;
  return { eventTime, eventName, eventSource, eventId: eventID, sourceIPAddress, userAgent, awsRegion, errorCode };
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].sort();
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
