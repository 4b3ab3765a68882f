import { type AccessKeyId, accountOfId } from '../core/access-key-id.ts';
import { parseArn } from '../core/arn.ts';
import { CASE_SCHEMA, type Case, type Identity, type Stages, stageNames, type TimelineEntry } from '../core/case.ts';
import type { CloudTrailEvent } from '../core/event.ts';
import type { Finding } from '../core/finding.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { type EventStore, eventStore } from '../lineage/event-store.ts';
import { followed, type Lineage, type Origin, type Traced } from '../lineage/lineage.ts';
import { traceLineage } from '../lineage/trace.ts';
import { coverageGaps } from './coverage-gaps.ts';
import { credentialsOf } from './credentials.ts';
import { resourcesOf } from './impact/resources.ts';
import { nextStepsOf } from './next-steps.ts';
import { principalsOf } from './principals.ts';
import { seedOf } from './subject.ts';
import type { Surroundings } from './surroundings.ts';
import { timelineOf } from './timeline/timeline.ts';
import { unknownsOf } from './unknowns.ts';
import { type Court, openCourt } from './whose-call/judge.ts';

/** Runs the rules over the events of these credentials. */
export type FindingsOf = (keyIds: readonly string[]) => Promise<readonly Finding[]>;

/**
 * From an access key id to everything that it, and what was minted with it, did.
 *
 * @param id the subject, as `parseSubject` reads it
 * @returns the case; every statement cites events, and what could not be seen is in `unknowns`
 * @throws KeytrailError `KT_SUBJECT_UNKNOWN`
 */
export async function investigate(engine: SqlEngine, id: AccessKeyId, surroundings: Surroundings, findingsOf: FindingsOf): Promise<Case> {
  const store = eventStore(engine);
  const coverage = { ...surroundings.coverage, gaps: await coverageGaps(engine) };
  const seed = await seedOf(store, id, coverage);
  const { lineage, court } = await traceJudged(engine, store, seed);

  const root = lineage.credentials.find((credential) => credential.id === id);
  if (root === undefined) throw new Error(`the lineage of ${id} lacks its root`);
  const asOf = coverage.to ?? surroundings.now;
  const compromise = court.compromise();
  const credentials = credentialsOf(lineage, asOf);
  const timeline = timelineOf(lineage, compromise?.eventId ?? null);
  const principals = principalsOf(lineage);
  const resources = resourcesOf(lineage.credentials);
  const identity = identityOf(root);
  const subjects = [{ kind: 'access-key' as const, id, accountId: identity.accountId ?? accountOfId(id) }];
  const [first] = root.events;
  const last = root.events.at(-1);
  return {
    schema: CASE_SCHEMA,
    subject: subjects[0] ?? { kind: 'access-key', id, accountId: null },
    subjects,
    generatedAt: surroundings.now,
    asOf,
    evidence: {
      tool: 'keytrail',
      version: surroundings.version,
      command: surroundings.command,
      lake: surroundings.lake ?? '',
      lakeDigest: surroundings.lakeDigest,
      files: surroundings.files,
    },
    coverage,
    firstUse: first === undefined ? null : useOf(first),
    lastUse: last === undefined ? null : useOf(last),
    calls: root.events.length,
    errors: root.events.filter((event) => event.errorCode !== undefined).length,
    compromise,
    identity,
    credentials,
    principals,
    edges: [...lineage.edges],
    timeline,
    stages: stagesOf(timeline),
    resources,
    indicators: indicatorsOf(lineage, timeline),
    findings: [...(await findingsOf(credentials.map((credential) => credential.id)))],
    unknowns: unknownsOf(lineage, credentials, timeline, coverage),
    nextSteps: nextStepsOf(credentials, principals, compromise, resources, surroundings),
  };
}

/**
 * Traces the lineage, and once more when it taught an address of the attacker that the first look did not know: then calls of the subject from
 * there, too, are the attacker's.
 */
async function traceJudged(engine: SqlEngine, store: EventStore, seed: Origin): Promise<{ lineage: Lineage; court: Court }> {
  const court = openCourt(engine);
  const lineage = await traceLineage(store, [seed], court.judge);
  const root = lineage.credentials.find(({ id }) => id === seed.id);
  const doubtful = root?.events.some(
    ({ eventID, sourceIPAddress }) => root.judgements.get(eventID)?.actor !== 'attacker' && court.attackerAddresses.has(sourceIPAddress),
  );
  if (!doubtful) return { lineage, court };
  const second = openCourt(engine, court.attackerAddresses);
  return { lineage: await traceLineage(store, [seed], second.judge), court: second };
}

function identityOf({ events, principal, mint }: Traced): Identity {
  const identity = events[0]?.userIdentity;
  const arn = identity?.arn ?? principal;
  return {
    type: identity?.type ?? 'IAMUser',
    userName: identity?.userName ?? identity?.sessionContext?.sessionIssuer?.userName ?? principal?.split('/').at(-1) ?? null,
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
  const attackers = new Set(timeline.filter(({ actor }) => actor === 'attacker').map(({ eventId }) => eventId));
  const events = lineage.credentials.flatMap((credential) => followed(credential)).filter(({ eventID }) => attackers.has(eventID));
  const distinct = (values: readonly (string | null)[]): string[] => [...new Set(values.filter((value) => value !== null))].toSorted();
  return {
    sourceIPs: distinct(events.map((event) => event.sourceIPAddress)),
    userAgents: distinct(events.map((event) => event.userAgent)),
    regions: distinct(events.map((event) => event.awsRegion)),
    accessKeyIds: distinct(lineage.credentials.map(({ id }) => (/^A[KS]IA/.test(id) ? id : null))),
    principals: distinct(lineage.principals.map(({ arn }) => arn)),
  };
}
