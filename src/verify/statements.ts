import type { Case } from '../core/case.ts';
import { stageNames } from '../core/case.ts';
import type { Truth } from '../core/truth.ts';

/** Something the answer key says, in a form that compares: a name and a text. */
export interface Statement {
  readonly field: string;
  readonly value: string;
}

type Told = Pick<Case, 'subject' | 'firstUse' | 'identity' | 'credentials' | 'principals' | 'edges' | 'stages' | 'indicators'> & {
  readonly attackerEventIds: readonly string[];
};

/** What a truth says, and what a case says, in one shape. */
export const toldByTruth = (truth: Truth): Told => truth;
export const toldByCase = (document: Case): Told => ({
  ...document,
  attackerEventIds: document.timeline.filter(({ actor }) => actor === 'attacker').map(({ eventId }) => eventId),
});

/** Every statement of a truth or a case, one by one; two of them agree when the same statements are made. */
export function statementsOf(told: Told): Statement[] {
  return [
    { field: 'subject', value: `${told.subject.kind} ${told.subject.id} of account ${told.subject.accountId}` },
    ...membersOf('firstUse', told.firstUse, [
      'eventTime',
      'eventName',
      'eventSource',
      'eventId',
      'sourceIPAddress',
      'userAgent',
      'awsRegion',
      'errorCode',
    ]),
    ...membersOf('identity', told.identity, ['type', 'userName', 'arn', 'accountId', 'principalId']),
    ...told.credentials.flatMap((credential) => [
      { field: 'credentials', value: credential.id },
      ...membersOf(`credentials.${credential.id}`, credential, [
        'kind',
        'principal',
        'state',
        'stateEventId',
        'expiresAt',
        'depth',
        'firstUsed',
        'lastUsed',
        'calls',
        'errors',
      ]),
      { field: `credentials.${credential.id}.mintedBy`, value: String(credential.mintedBy?.eventId ?? null) },
      ...setOf(`credentials.${credential.id}.sourceIPs`, credential.sourceIPs),
    ]),
    ...told.principals.flatMap((principal) => [
      { field: 'principals', value: principal.arn },
      ...membersOf(`principals.${principal.arn}`, principal, ['kind', 'principalId']),
      { field: `principals.${principal.arn}.createdBy`, value: String(principal.createdBy?.eventId ?? null) },
      { field: `principals.${principal.arn}.deletedBy`, value: String(principal.deletedBy?.eventId ?? null) },
      ...setOf(
        `principals.${principal.arn}.changedBy`,
        principal.changedBy.map(({ eventId }) => eventId),
      ),
    ]),
    ...setOf(
      'edges',
      told.edges.map(({ from, relation, to, eventId }) => `${from} ${relation} ${to} by event ${eventId}`),
    ),
    ...stageNames.flatMap((stage) => setOf(`stages.${stage}`, told.stages[stage])),
    ...Object.entries(told.indicators).flatMap(([name, values]) => setOf(`indicators.${name}`, values)),
    ...setOf('attackerEventIds', told.attackerEventIds),
  ];
}

const setOf = (field: string, values: readonly string[]): Statement[] => [...new Set(values)].map((value) => ({ field, value }));

function membersOf<Shape extends object>(field: string, value: Shape | null, members: readonly (keyof Shape & string)[]): Statement[] {
  if (value === null) return [{ field, value: 'null' }];
  return members.map((member) => ({ field: `${field}.${member}`, value: String(value[member]) }));
}
