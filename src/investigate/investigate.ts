import { accountOfId, isAccessKeyId } from '../core/access-key-id.ts';
import { nameOfArn, parseArn } from '../core/arn.ts';
import { CASE_SCHEMA, type Case, type Compromise, type Coverage, type Identity, type Stages, stageNames, type TimelineEntry } from '../core/case.ts';
import { byTime, type CloudTrailEvent, callerKeyId, succeeded, type UserIdentity } from '../core/event.ts';
import type { Finding } from '../core/finding.ts';
import { permissionSetOf } from '../core/identity-center.ts';
import { type Locate, locateNothing } from '../core/location.ts';
import { isAddress } from '../core/source-address.ts';
import { endOfWindow, type TimeWindow } from '../core/time-window.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { type EventStore, eventStore } from '../lineage/event-store.ts';
import { followed, type Lineage, type Traced } from '../lineage/lineage.ts';
import { byEventThenTarget } from '../lineage/principals.ts';
import { traceLineage } from '../lineage/trace.ts';
import type { AccountDocuments } from './account/account-documents.ts';
import { byAuthorizationDetails } from './account/by-authorization-details.ts';
import { byCredentialReport } from './account/by-credential-report.ts';
import { busyHours, gapsBetween } from './coverage-gaps.ts';
import { credentialsOf } from './credentials.ts';
import { policyChanges, writesAround } from './impact/policy-changes.ts';
import { resourcesOf } from './impact/resources.ts';
import { sharedRights } from './impact/shared-rights.ts';
import { nextStepsOf } from './next-steps.ts';
import { otherKeysAt } from './other-keys.ts';
import { otherSignIns } from './other-sign-ins.ts';
import { principalsOf } from './principals.ts';
import { responseOf } from './response/response.ts';
import { sharedAddresses } from './shared-addresses.ts';
import { findSeeds, type Seeds, withoutDescendants } from './subject/find-seeds.ts';
import type { NamedSubject, Subject } from './subject/parse-subject.ts';
import { resolveNames } from './subject/resolve-names.ts';
import type { Surroundings } from './surroundings.ts';
import { timelineOf } from './timeline/timeline.ts';
import { unknownsOf } from './unknowns.ts';
import { type Evidence, openCourt } from './whose-call/judge.ts';
import { inNetworks, type KnownAddresses } from './whose-call/known-addresses.ts';
import type { CallMarks } from './whose-call/marks.ts';

/** Runs the rules over events, which are in order of time. */
export type FindingsOf = (events: readonly CloudTrailEvent[]) => Promise<readonly Finding[]>;

/** What an investigation is asked, and what the user knows already. */
export interface Question {
  /** At least one; the first gives the case its name. */
  readonly subjects: readonly (Subject | NamedSubject)[];
  /** Networks of the owner and of responders, as CIDR. */
  readonly mine?: readonly string[];
  /** Networks of the attacker, as CIDR. */
  readonly attackers?: readonly string[];
  /** Whose single calls were, by eventID. */
  readonly marks?: CallMarks;
  /** Events looked at. What is usual is learnt from those before it, too. */
  readonly window?: TimeWindow;
  /** What is known of networks. */
  readonly locate?: Locate;
  /** What the account itself says. */
  readonly account?: AccountDocuments;
}

/** What the user said of the case, which is part of its evidence: a reader must be able to tell it from what the logs show. */
function saidIn({ mine = [], attackers = [], marks = new Map() }: Question): { readonly said?: Case['evidence']['said'] } {
  const calls = [...marks].map(([eventId, actor]) => ({ eventId, actor }));
  return mine.length + attackers.length + calls.length === 0 ? {} : { said: { mine: [...mine], attackers: [...attackers], calls } };
}

/**
 * From access keys, users, roles, sessions, addresses or events to everything that was done with them, and with what was minted with them.
 *
 * @returns the case; every statement cites events, and what could not be seen is in `unknowns`
 * @throws KeytrailError `KT_SUBJECT_UNKNOWN`, `KT_SUBJECT_UNSUPPORTED` for a name that several have, `KT_USAGE` for a network that is none
 */
export async function investigate(engine: SqlEngine, question: Question, surroundings: Surroundings, findingsOf: FindingsOf): Promise<Case> {
  const window = question.window ?? {};
  const store = eventStore(engine, window);
  const coverage = {
    ...surroundings.coverage,
    gaps: [...surroundings.coverage.gaps, ...gapsBetween(surroundings.hours ?? (await busyHours(engine)))],
  };
  const asked = await resolveNames(store, question.subjects);
  const { origins, accused } = await seedsOf(store, asked, coverage, window);
  const named = new Set(asked.map(({ id }) => id as string));
  const events = await store.byKeys(origins.map(({ id }) => id).filter(isAccessKeyId));
  const seeds = withoutDescendants(origins, events, named);
  const evidence = {
    seeds,
    calls: events,
    background: await historyOf(eventStore(engine, beginning(window)), events, window.since),
    known: knowledgeOf(question, accused),
    marks: question.marks ?? new Map(),
    locate: question.locate ?? locateNothing,
  };
  const { lineage, compromise } = await traceJudged(engine, store, evidence);

  const roots = lineage.credentials.filter(({ depth }) => depth === 0);
  const [root] = roots;
  if (root === undefined) throw new Error('the lineage lacks its root');
  const uses = roots.flatMap(({ events }) => events).toSorted(byTime);
  const [first, last] = [uses[0], uses.at(-1)];
  const asOf = endOfWindow(window, coverage.to) ?? surroundings.now;
  const credentials = credentialsOf(lineage, asOf);
  const timeline = timelineOf(lineage, compromise?.eventId ?? null);
  const principals = principalsOf(lineage);
  // A document that was not given says nothing; an empty one says that nobody is left.
  const { report, details } = question.account ?? {};
  const logs = { credentials, principals, compromise, coverage };
  const accountSays = [
    ...(report === undefined ? [] : byCredentialReport(report, logs)),
    ...(details === undefined ? [] : byAuthorizationDetails(details, logs)),
  ];
  const resources = resourcesOf(lineage.credentials);
  const identity = identityOf(root);
  const subjects = asked.map(({ kind, id }) => ({ kind, id, accountId: accountOf(kind, id, roots) ?? identity.accountId }));
  const deeds = lineage.credentials.flatMap(followed).filter(succeeded).toSorted(byTime);
  const writes = await writesAround(engine, deeds);
  const shared = sharedRights(writes, deeds, lineage.principals);
  const indicators = indicatorsOf(lineage, timeline);
  const otherKeys = await otherKeysAt(
    engine,
    indicators.sourceIPs.filter(isAddress),
    credentials.map(({ id }) => id),
  );
  const told = timeline.filter(({ credential }) => credential === null || credential.startsWith('login-profile:'));
  const signIns = await otherSignIns(
    engine,
    indicators.sourceIPs.filter(isAddress),
    told.map(({ eventId }) => eventId),
  );
  const [subject] = subjects;
  if (subject === undefined) throw new Error('nothing to investigate');
  return {
    schema: CASE_SCHEMA,
    subject,
    subjects,
    generatedAt: surroundings.now,
    asOf,
    evidence: {
      tool: 'keytrail',
      version: surroundings.version,
      command: surroundings.command,
      lake: surroundings.lake ?? surroundings.table ?? '',
      lakeDigest: surroundings.lakeDigest,
      files: surroundings.files,
      inputs: [...surroundings.inputs],
      ...saidIn(question),
      redacted: false,
    },
    coverage,
    firstUse: first === undefined ? null : useOf(first),
    lastUse: last === undefined ? null : useOf(last),
    calls: uses.length,
    errors: uses.filter((event) => event.errorCode !== undefined).length,
    compromise,
    response: await responseOf(engine, lineage, timeline, window),
    identity,
    credentials,
    principals,
    edges: [...lineage.edges, ...shared.edges].toSorted(byEventThenTarget),
    timeline,
    stages: stagesOf(timeline),
    resources,
    policyChanges: policyChanges(writes, deeds),
    indicators,
    ...(question.locate === undefined ? {} : { networks: networksOf(timeline, question.locate) }),
    findings: [...(await findingsOf(lineage.credentials.flatMap((credential) => credential.events).toSorted(byTime)))],
    accountSays,
    unknowns: [
      ...(surroundings.notKnown ?? []),
      ...unknownsOf(lineage, credentials, timeline, coverage, question),
      ...shared.unknowns,
      ...accountSays.flatMap(({ agrees, text }) => (agrees ? [] : text)),
    ],
    nextSteps: nextStepsOf({
      subject,
      credentials,
      principals,
      compromise,
      resources,
      deeds,
      otherKeys,
      otherSignIns: signIns,
      lake: surroundings.lake,
    }),
  };
}

async function seedsOf(store: EventStore, subjects: readonly Subject[], coverage: Coverage, window: TimeWindow): Promise<Seeds> {
  const found = await Promise.all(subjects.map((subject) => findSeeds(store, subject, coverage, window)));
  const origins = new Map(found.flatMap((seeds) => seeds.origins).map((origin) => [origin.id, origin]));
  return { origins: [...origins.values()], accused: found.flatMap((seeds) => seeds.accused) };
}

/** Everything before the end of a window. */
const beginning = ({ until }: TimeWindow): TimeWindow => (until === undefined ? {} : { until });

/** What is known of addresses before the first look. What the subject accuses counts less than what the user says is his own. */
function knowledgeOf({ mine = [], attackers = [] }: Question, accused: readonly string[]): KnownAddresses {
  const [isMine, isNamed] = [inNetworks(mine), inNetworks(attackers)];
  return {
    isMine,
    accusal: (address) =>
      isNamed(address) ? `you named ${address} as the attacker's` : accused.includes(address) ? `${address} is what is investigated` : null,
  };
}

/**
 * Traces the lineage, and once more when it taught an address of the attacker that the first look did not know: then calls of the subject from
 * there, too, are the attacker's.
 */
async function traceJudged(engine: SqlEngine, store: EventStore, evidence: Evidence): Promise<{ lineage: Lineage; compromise: Compromise | null }> {
  const { seeds, calls, known } = evidence;
  const look = async (knowledge: KnownAddresses) => {
    const court = await openCourt(engine, { ...evidence, known: knowledge });
    return { court, lineage: await traceLineage(store, seeds, court.judge) };
  };
  const { court, lineage } = await look(known);
  const learnt = ({ eventID, sourceIPAddress }: CloudTrailEvent): boolean =>
    court.attackerAddresses.has(sourceIPAddress) &&
    lineage.credentials.some(({ depth, judgements }) => depth === 0 && (judgements.get(eventID)?.actor ?? 'attacker') !== 'attacker');
  if (!calls.some(learnt)) return { lineage, compromise: court.compromise ?? firstAccused(lineage) };
  const accusal = (address: string): string | null =>
    known.accusal(address) ?? (court.attackerAddresses.has(address) ? `credentials that the attacker minted are used from ${address} too` : null);
  const second = await look({ ...known, accusal });
  return { lineage: second.lineage, compromise: second.court.compromise ?? firstAccused(second.lineage) };
}

/** The first call by the attacker where the seeds themselves made none: a password makes no call, its sessions do. */
function firstAccused({ credentials }: Lineage): Compromise | null {
  const calls = credentials.flatMap(({ events, judgements }) => events.filter(({ eventID }) => judgements.get(eventID)?.actor === 'attacker'));
  const [first] = calls.toSorted(byTime);
  const why = credentials.map(({ judgements }) => judgements.get(first?.eventID ?? '')?.why).find((reason) => reason !== undefined);
  return first === undefined || why === undefined ? null : { since: first.eventTime, eventId: first.eventID, certainty: 'likely', reasons: [why] };
}

/**
 * What else the callers behind these calls did, and what they did before `since`: users, instances, and people of Identity Center, whose sessions bear
 * their names. Of other roles it would be the work of many, and says nothing of one session.
 */
async function historyOf(store: EventStore, events: readonly CloudTrailEvent[], since: string | undefined): Promise<CloudTrailEvent[]> {
  const calls = events.filter(({ userIdentity }) => userIdentity !== undefined && isOneCaller(userIdentity));
  const [callers, keyIds] = [
    new Set(calls.flatMap(({ userIdentity }) => userIdentity?.arn ?? [])),
    new Set(calls.flatMap((event) => callerKeyId(event) ?? [])),
  ];
  return callers.size === 0 ? [] : store.byPrincipalArns([...callers], { keyIds: [...keyIds], since });
}

/** Whether an ARN stands for one user, machine or person. */
const isOneCaller = ({ type, principalId, sessionContext }: UserIdentity): boolean =>
  type === 'IAMUser' || /:i-[0-9a-f]+$/.test(principalId ?? '') || permissionSetOf(sessionContext?.sessionIssuer?.arn ?? '') !== null;

/** A subject's own account. Where a key's calls and its id differ, the calls are right: ids are anonymised by those who share logs. */
function accountOf(kind: Subject['kind'], id: string, roots: readonly Traced[]): string | null {
  if (kind !== 'access-key') return parseArn(id)?.accountId ?? null;
  const root = roots.find((traced) => traced.id === id);
  return (root === undefined ? null : identityOf(root).accountId) ?? accountOfId(id);
}

function identityOf({ events, principal, mint }: Traced): Identity {
  const identity = (events.find(({ userIdentity }) => userIdentity?.arn !== undefined) ?? events[0])?.userIdentity;
  const arn = identity?.arn ?? principal;
  return {
    type: identity?.type ?? 'IAMUser',
    userName: identity?.userName ?? identity?.sessionContext?.sessionIssuer?.userName ?? (principal?.includes('/') ? nameOfArn(principal) : null),
    arn,
    accountId: identity?.accountId ?? parseArn(arn ?? '')?.accountId ?? mint?.event.recipientAccountId ?? null,
    principalId: identity?.principalId ?? null,
  };
}

const useOf = (event: CloudTrailEvent): NonNullable<Case['firstUse']> => ({
  eventTime: event.eventTime,
  eventName: event.eventName,
  eventSource: event.eventSource,
  eventId: event.eventID,
  sourceIPAddress: event.sourceIPAddress,
  userAgent: event.userAgent,
  awsRegion: event.awsRegion,
  errorCode: event.errorCode ?? null,
});

const stagesOf = (timeline: readonly TimelineEntry[]): Stages =>
  Object.fromEntries(stageNames.map((name) => [name, timeline.filter(({ stage }) => stage === name).map(({ eventId }) => eventId)])) as Stages;

/** What to look for elsewhere: only what the attacker used, never the owner's addresses and tools. */
function indicatorsOf(lineage: Lineage, timeline: readonly TimelineEntry[]): Case['indicators'] {
  const shared = sharedAddresses(lineage);
  const attackers = new Set(timeline.filter(({ actor }) => actor === 'attacker').map(({ eventId }) => eventId));
  const events = lineage.credentials.flatMap((credential) => followed(credential)).filter(({ eventID }) => attackers.has(eventID));
  const distinct = (values: readonly (string | null)[]): string[] => [...new Set(values.filter((value) => value !== null))].toSorted();
  return {
    // Services that acted in the attacker's name are no trace of the attacker.
    sourceIPs: distinct(events.map((event) => event.sourceIPAddress).filter((address) => isAddress(address) && !shared.has(address))),
    userAgents: distinct(events.map((event) => (isAddress(event.sourceIPAddress) ? event.userAgent : null))),
    regions: distinct(events.map((event) => event.awsRegion)),
    accessKeyIds: distinct(lineage.credentials.map(({ id }) => (/^A[KS]IA/.test(id) ? id : null))),
    principals: distinct(lineage.principals.map(({ arn }) => arn)),
  };
}

/** What is known of the addresses of calls, each once, in order of first use. */
function networksOf(calls: readonly { readonly sourceIPAddress: string }[], locate: Locate): NonNullable<Case['networks']> {
  const addresses = new Set(calls.map(({ sourceIPAddress }) => sourceIPAddress));
  return [...addresses].flatMap((address) => {
    const location = locate(address);
    return location === null ? [] : [{ address, ...location }];
  });
}
