import type { Case } from '../../core/case.ts';

/** A table of the case for a spreadsheet: what a file of this ending holds. Lists within a field are parted by spaces. */
export interface CsvTable<Ending extends string = string> {
  readonly ending: Ending;
  readonly title: string;
  readonly columns: readonly string[];
  rows(document: Case): readonly (readonly (string | number | null)[])[];
}

const timeline: CsvTable<'csv'> = {
  ending: 'csv',
  title: 'CSV, the timeline',
  columns: [
    ...['eventTime', 'eventId', 'actor', 'stage', 'credential', 'principal', 'eventSource', 'eventName'],
    ...['awsRegion', 'sourceIPAddress', 'errorCode', 'summary', 'why'],
  ],
  rows: (document) =>
    document.timeline.map((one) => [
      ...[one.eventTime, one.eventId, one.actor, one.stage, one.credential, one.principal, one.eventSource, one.eventName],
      ...[one.awsRegion, one.sourceIPAddress, one.errorCode, one.summary, one.why],
    ]),
};

const credentials: CsvTable<'credentials.csv'> = {
  ending: 'credentials.csv',
  title: 'CSV, the credentials',
  columns: [
    ...['id', 'kind', 'principal', 'state', 'stateEventId', 'expiresAt', 'depth', 'mintedByCredential', 'mintedByEventId', 'mintedByEventName'],
    ...['mintedAt', 'firstUsed', 'lastUsed', 'calls', 'errors', 'sourceIPs'],
  ],
  rows: (document) =>
    document.credentials.map(({ mintedBy, ...one }) => [
      ...[one.id, one.kind, one.principal, one.state, one.stateEventId, one.expiresAt, one.depth],
      ...[mintedBy?.credential ?? null, mintedBy?.eventId ?? null, mintedBy?.eventName ?? null, mintedBy?.eventTime ?? null],
      ...[one.firstUsed, one.lastUsed, one.calls, one.errors, one.sourceIPs.join(' ')],
    ]),
};

const principals: CsvTable<'principals.csv'> = {
  ending: 'principals.csv',
  title: 'CSV, the principals',
  columns: ['arn', 'kind', 'principalId', 'createdByEventId', 'createdAt', 'deletedByEventId', 'deletedAt', 'changedByEventIds'],
  rows: (document) =>
    document.principals.map(({ arn, kind, principalId, createdBy, deletedBy, changedBy }) => [
      ...[arn, kind, principalId, createdBy?.eventId ?? null, createdBy?.eventTime ?? null, deletedBy?.eventId ?? null],
      ...[deletedBy?.eventTime ?? null, changedBy.map(({ eventId }) => eventId).join(' ')],
    ]),
};

const edges: CsvTable<'edges.csv'> = {
  ending: 'edges.csv',
  title: 'CSV, the edges of the lineage',
  columns: ['from', 'relation', 'to', 'eventTime', 'eventName', 'eventId', 'certainty', 'rule'],
  rows: (document) =>
    document.edges.map((one) => [one.from, one.relation, one.to, one.eventTime, one.eventName, one.eventId, one.certainty, one.rule]),
};

const resources: CsvTable<'resources.csv'> = {
  ending: 'resources.csv',
  title: 'CSV, the resources touched',
  columns: ['name', 'arn', 'type', 'action', 'credential', 'eventId'],
  rows: (document) => document.resources.map((one) => [one.name, one.arn, one.type, one.action, one.credential, one.eventId]),
};

const findings: CsvTable<'findings.csv'> = {
  ending: 'findings.csv',
  title: 'CSV, the findings',
  columns: [
    ...['id', 'ruleId', 'title', 'level', 'group', 'firstTime', 'lastTime', 'count', 'techniques', 'eventIds', 'why'],
    ...['author', 'link', 'licence'],
  ],
  rows: (document) =>
    document.findings.map((one) => [
      ...[one.id, one.ruleId, one.title, one.level, one.group, one.firstTime, one.lastTime, one.count],
      ...[one.techniques.join(' '), one.eventIds.join(' '), one.why, one.author, one.link, one.licence],
    ]),
};

const indicators: CsvTable<'indicators.csv'> = {
  ending: 'indicators.csv',
  title: 'CSV, the indicators',
  columns: ['kind', 'value'],
  rows: ({ indicators: found }) => Object.entries(found).flatMap(([kind, values]) => values.map((value) => [kind, value])),
};

/** One table a file: a spreadsheet knows no more. */
export const csvTables = [timeline, credentials, principals, edges, resources, findings, indicators] as const;
