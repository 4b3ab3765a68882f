import { type Case, stageNames } from '../../src/core/case.ts';
import type { Truth } from '../../src/core/truth.ts';
import { noResponse } from '../../src/investigate/response/response.ts';

const SEED = 'AKIAIAAAAAAAAEXAMPLE';
const CHILD = 'AKIAIAAAAAAABEXAMPLE';
const user = (name: string): string => `arn:aws:iam::111122223333:user/${name}`;
const stages = { ...(Object.fromEntries(stageNames.map((name) => [name, [] as string[]])) as Truth['stages']) };

/** A key that asked who it is and minted a sleeper: written by hand. */
export const smallTruth: Truth = {
  schema: 'keytrail.truth/1',
  scenario: 'by-hand',
  seed: 1,
  subject: { kind: 'access-key', id: SEED, accountId: '111122223333' },
  firstUse: {
    eventTime: '2026-01-07T02:25:18Z',
    eventName: 'GetCallerIdentity',
    eventSource: 'sts.amazonaws.com',
    eventId: 'event-1',
    sourceIPAddress: '203.0.113.77',
    userAgent: 'aws-cli/2.15.30',
    awsRegion: 'us-east-1',
    errorCode: null,
  },
  identity: { type: 'IAMUser', userName: 'sysdev', arn: user('sysdev'), accountId: '111122223333', principalId: 'AIDAIAAAAAAAAAEXAMPLE' },
  credentials: [
    {
      id: SEED,
      kind: 'access-key',
      principal: user('sysdev'),
      state: 'active',
      stateEventId: null,
      expiresAt: null,
      mintedBy: null,
      depth: 0,
      firstUsed: '2026-01-07T02:25:18Z',
      lastUsed: '2026-01-07T02:30:00Z',
      calls: 3,
      errors: 0,
      sourceIPs: ['203.0.113.77'],
    },
    {
      id: CHILD,
      kind: 'access-key',
      principal: user('mmajor'),
      state: 'sleeper',
      stateEventId: null,
      expiresAt: null,
      mintedBy: { credential: SEED, eventId: 'event-2', eventName: 'CreateAccessKey', eventTime: '2026-01-07T02:30:00Z' },
      depth: 1,
      firstUsed: null,
      lastUsed: null,
      calls: 0,
      errors: 0,
      sourceIPs: [],
    },
  ],
  principals: [
    { arn: user('sysdev'), kind: 'user', principalId: 'AIDAIAAAAAAAAAEXAMPLE', createdBy: null, deletedBy: null, changedBy: [] },
    {
      arn: user('mmajor'),
      kind: 'user',
      principalId: null,
      createdBy: null,
      deletedBy: null,
      changedBy: [{ credential: SEED, eventId: 'event-2', eventTime: '2026-01-07T02:30:00Z' }],
    },
  ],
  edges: [
    {
      from: SEED,
      to: CHILD,
      relation: 'minted',
      eventId: 'event-2',
      eventName: 'CreateAccessKey',
      eventTime: '2026-01-07T02:30:00Z',
      certainty: 'certain',
      rule: 'by hand',
    },
  ],
  stages: { ...stages, discovery: ['event-1'], persistence: ['event-2'] },
  indicators: {
    sourceIPs: ['203.0.113.77'],
    userAgents: ['aws-cli/2.15.30'],
    regions: ['us-east-1'],
    accessKeyIds: [SEED, CHILD],
    principals: [user('sysdev')],
  },
  attackerEventIds: ['event-1', 'event-2'],
  questions: [],
};

const line = (eventId: string, actor: Case['timeline'][number]['actor']): Case['timeline'][number] => ({
  eventTime: '2026-01-07T02:25:18Z',
  eventId,
  credential: SEED,
  principal: user('sysdev'),
  eventName: 'GetCallerIdentity',
  eventSource: 'sts.amazonaws.com',
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.77',
  errorCode: null,
  stage: null,
  actor,
  why: 'by hand',
  summary: 'GetCallerIdentity',
});

/** A case that says exactly what an answer key says, and nothing of what answer keys leave out. */
export const caseOfTruth = (truth: Truth): Case => ({
  schema: 'keytrail.case/1',
  subject: truth.subject,
  subjects: [truth.subject],
  generatedAt: '2026-01-08T00:00:00Z',
  asOf: '2026-01-07T03:00:00Z',
  evidence: { tool: 'keytrail', version: '0.0.0', command: 'by hand', lake: 'lake', lakeDigest: '', files: 1, inputs: [], redacted: false },
  coverage: {
    events: 3,
    from: null,
    to: null,
    accounts: ['111122223333'],
    regions: ['us-east-1'],
    dataEvents: 'none',
    gaps: [],
    unreadable: [],
    digests: 'none',
  },
  firstUse: truth.firstUse,
  lastUse: truth.firstUse,
  calls: 3,
  errors: 0,
  compromise: null,
  response: noResponse,
  identity: truth.identity,
  credentials: truth.credentials,
  principals: truth.principals,
  edges: truth.edges,
  timeline: [line('event-1', 'attacker'), line('event-2', 'attacker'), line('event-owner', 'owner')],
  stages: truth.stages,
  resources: [],
  indicators: truth.indicators,
  findings: [],
  policyChanges: [],
  accountSays: [],
  unknowns: [],
  nextSteps: [],
});
