import {
  CASE_SCHEMA,
  type Case,
  type CaseCredential,
  type CaseEdge,
  type CasePrincipal,
  type Resource,
  type TimelineEntry,
} from '../../src/core/case.ts';
import { noResponse } from '../../src/investigate/response/response.ts';

export const ACCOUNT = '111122223333';
export const user = (name: string): string => `arn:aws:iam::${ACCOUNT}:user/${name}`;
export const role = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;

/** A credential of the lineage; a long-term key that is active unless said otherwise. */
export const credential = (id: string, principal: string | null, rest: Partial<CaseCredential> = {}): CaseCredential => ({
  id,
  kind: 'access-key',
  principal,
  state: 'active',
  stateEventId: null,
  expiresAt: null,
  mintedBy: null,
  depth: 0,
  firstUsed: null,
  lastUsed: null,
  calls: 0,
  errors: 0,
  sourceIPs: [],
  ...rest,
});

/** The call that minted a credential. */
export const mint = (minter: string | null, eventName: string, eventId: string): NonNullable<CaseCredential['mintedBy']> => ({
  credential: minter,
  eventId,
  eventName,
  eventTime: '2026-01-07T02:30:00Z',
});

export const principal = (arn: string, rest: Partial<CasePrincipal> = {}): CasePrincipal => ({
  arn,
  kind: arn.includes(':role/') ? 'role' : 'user',
  principalId: null,
  createdBy: null,
  deletedBy: null,
  changedBy: [],
  ...rest,
});

export const deed = (by: string | null, eventId: string, eventTime = '2026-01-07T02:30:00Z') => ({ credential: by, eventId, eventTime });

export const escalation = (from: string, to: string, eventName: string, eventId: string): CaseEdge => ({
  from,
  to,
  relation: 'escalated',
  eventId,
  eventName,
  eventTime: '2026-01-07T02:29:00Z',
  certainty: 'certain',
  rule: 'test',
});

export const resource = (eventId: string, name: string, arn: string | null = null): Resource => ({
  arn,
  name,
  type: 'test',
  action: 'changed',
  eventId,
  credential: null,
});

/** A call of the attacker, unless said otherwise. */
export const call = (eventId: string, eventName: string, rest: Partial<TimelineEntry> = {}): TimelineEntry => ({
  eventTime: '2026-01-07T02:30:00Z',
  eventId,
  credential: null,
  principal: null,
  eventName,
  eventSource: 'iam.amazonaws.com',
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.77',
  errorCode: null,
  stage: null,
  actor: 'attacker',
  why: 'test',
  summary: 'test',
  ...rest,
});

type Parts = Partial<Pick<Case, 'credentials' | 'principals' | 'edges' | 'timeline' | 'resources' | 'compromise' | 'identity' | 'asOf' | 'coverage'>>;

/** A case about a key, empty but for the parts given. */
export const caseOf = (parts: Parts): Case => ({
  schema: CASE_SCHEMA,
  subject: { kind: 'access-key', id: parts.credentials?.[0]?.id ?? 'AKIAIAAAAAAAAEXAMPLE', accountId: ACCOUNT },
  subjects: [],
  generatedAt: '2026-01-07T03:00:00Z',
  asOf: '2026-01-07T02:58:00Z',
  evidence: { tool: 'keytrail', version: '0.1.0', command: 'test', lake: 'test', lakeDigest: 'test', files: 1, inputs: [], redacted: false },
  coverage: { events: 1, from: null, to: null, accounts: [ACCOUNT], regions: [], dataEvents: 'none', gaps: [], unreadable: [], digests: 'none' },
  firstUse: null,
  lastUse: null,
  calls: 0,
  errors: 0,
  compromise: { since: '2026-01-07T02:25:18Z', eventId: 'first', certainty: 'certain', reasons: [] },
  response: noResponse,
  identity: { type: 'IAMUser', userName: null, arn: null, accountId: ACCOUNT, principalId: null },
  credentials: [],
  principals: [],
  edges: [],
  timeline: [],
  stages: {
    initialAccess: [],
    execution: [],
    persistence: [],
    privilegeEscalation: [],
    defenseEvasion: [],
    credentialAccess: [],
    discovery: [],
    lateralMovement: [],
    collection: [],
    exfiltration: [],
    impact: [],
  },
  resources: [],
  indicators: { sourceIPs: [], userAgents: [], regions: [], accessKeyIds: [], principals: [] },
  findings: [],
  policyChanges: [],
  accountSays: [],
  unknowns: [],
  nextSteps: [],
  ...parts,
});
