import { z } from 'zod';
import { findingSchema } from './finding.ts';

/** The name and version of the case's form. */
export const CASE_SCHEMA = 'keytrail.case/1';

const time = z.string().describe('ISO 8601, UTC, as in the record');
const eventId = z.string().describe('eventID of the record that shows it');
const arn = z.string().describe('ARN of a user, role, root or federated user');

/** Stages of an attack: the tactics of MITRE ATT&CK in camel case. */
export const stageNames = [
  'initialAccess',
  'execution',
  'persistence',
  'privilegeEscalation',
  'defenseEvasion',
  'credentialAccess',
  'discovery',
  'lateralMovement',
  'collection',
  'exfiltration',
  'impact',
] as const;
export type Stage = (typeof stageNames)[number];

export const subjectSchema = z.object({
  kind: z.enum(['access-key', 'user', 'role', 'session', 'source-ip', 'event']),
  id: z.string(),
  accountId: z.string().nullable(),
});

export const credentialKinds = [
  'access-key',
  'session-token',
  'federation-token',
  'role-session',
  'console-session',
  'login-profile',
  'service-specific-credential',
  'ssh-key',
  'signing-certificate',
] as const;

export const credentialSchema = z.object({
  id: z.string(),
  kind: z.enum(credentialKinds),
  principal: arn.nullable(),
  /** The first that holds, as of `asOf`; `unknown` when the record of the mint was cut. */
  state: z.enum(['deleted', 'inactive', 'expired', 'sleeper', 'active', 'unknown']),
  /** The event that deleted or deactivated it. */
  stateEventId: eventId.nullable(),
  expiresAt: time.nullable(),
  mintedBy: z.object({ credential: z.string().nullable(), eventId, eventName: z.string(), eventTime: time }).nullable(),
  depth: z.number().int(),
  firstUsed: time.nullable(),
  lastUsed: time.nullable(),
  calls: z.number().int(),
  errors: z.number().int(),
  sourceIPs: z.array(z.string()),
});

const deedSchema = z.object({ credential: z.string().nullable(), eventId, eventTime: time });

export const principalSchema = z.object({
  arn,
  kind: z.enum(['user', 'role', 'federated-user', 'root']),
  principalId: z.string().nullable(),
  createdBy: deedSchema.nullable(),
  deletedBy: deedSchema.nullable(),
  changedBy: z.array(deedSchema),
});

export const edgeSchema = z.object({
  from: z.string(),
  to: z.string(),
  relation: z.enum(['minted', 'created', 'assumed', 'escalated', 'deleted']),
  eventId,
  eventName: z.string(),
  eventTime: time,
  certainty: z.enum(['certain', 'strong', 'indirect']),
  rule: z.string(),
});

export const actors = ['attacker', 'owner', 'responder', 'aws', 'unknown'] as const;
export type Actor = (typeof actors)[number];

export const timelineEntrySchema = z.object({
  eventTime: time,
  eventId,
  credential: z.string().nullable(),
  principal: arn.nullable(),
  eventName: z.string(),
  eventSource: z.string(),
  awsRegion: z.string(),
  sourceIPAddress: z.string(),
  errorCode: z.string().nullable(),
  stage: z.enum(stageNames).nullable(),
  actor: z.enum(actors),
  why: z.string().describe('why the call is held to be of this actor'),
  summary: z.string(),
});

const useSchema = z.object({
  eventTime: time,
  eventName: z.string(),
  eventSource: z.string(),
  eventId,
  sourceIPAddress: z.string(),
  userAgent: z.string().nullable(),
  awsRegion: z.string(),
  errorCode: z.string().nullable(),
});

export const identitySchema = z.object({
  type: z.string(),
  userName: z.string().nullable(),
  arn: arn.nullable(),
  accountId: z.string().nullable(),
  principalId: z.string().nullable(),
});

export const stagesSchema = z.object(
  Object.fromEntries(stageNames.map((name) => [name, z.array(eventId)])) as Record<Stage, z.ZodArray<z.ZodString>>,
);

export const indicatorsSchema = z.object({
  sourceIPs: z.array(z.string()),
  userAgents: z.array(z.string()),
  regions: z.array(z.string()),
  accessKeyIds: z.array(z.string()),
  principals: z.array(arn),
});

export const compromiseSchema = z.object({
  since: time,
  eventId,
  certainty: z.enum(['certain', 'likely', 'possible']),
  reasons: z.array(z.string()),
});

const responseCallSchema = z.object({
  eventTime: time,
  eventId,
  eventName: z.string(),
  principal: arn.nullable().describe('who made the call'),
  target: z.string().nullable().describe('credential or principal that it was about'),
});

/** How fast somebody reacted, as far as the logs tell: null is what they do not show. */
export const responseSchema = z.object({
  firstAttackerCall: responseCallSchema.nullable(),
  lastAttackerCall: responseCallSchema.nullable(),
  firstResponderCall: responseCallSchema.nullable().describe('first call by others that looks into the attack or acts against it'),
  firstContainment: responseCallSchema.nullable().describe('first call by others that takes something from the attacker'),
  secondsToDetect: z
    .number()
    .int()
    .nullable()
    .describe('from the first call of the attacker to the first of a responder: it was noticed then at the latest'),
  secondsToContain: z.number().int().nullable().describe('from the first call of the attacker to the first containment'),
});

export const coverageSchema = z.object({
  events: z.number().int(),
  from: time.nullable(),
  to: time.nullable(),
  accounts: z.array(z.string()),
  regions: z.array(z.string()),
  dataEvents: z.enum(['all', 'some', 'none']),
  gaps: z.array(z.object({ from: time, to: time, why: z.string() })),
  unreadable: z.array(z.object({ file: z.string(), why: z.string() })),
  digests: z.string().describe('verdict on the digest chain, or why there is none'),
});

/** A policy that a call of the case wrote, and what it said before. */
export const policyChangeSchema = z.object({
  eventId,
  eventTime: time,
  eventName: z.string(),
  credential: z.string().nullable(),
  target: z.string().describe('name of the user, role or group, or ARN of a managed policy'),
  policy: z.string(),
  before: z.object({ eventId, text: z.string().nullable() }).nullable().describe('the last write before, by anyone; null when the logs hold none'),
  after: z.string().nullable().describe('null when the policy was taken away'),
});

/** The account's own word on something in the case, beside that of the logs. */
export const accountStatementSchema = z.object({
  about: z.string().describe('id of a credential, or ARN'),
  source: z.enum(['credential-report', 'authorization-details']),
  agrees: z.boolean().describe('whether the logs say the same'),
  text: z.string(),
  eventIds: z.array(eventId),
});

/** What `investigate` finds out, whole. One JSON document; `generatedAt` is the one member that differs between two runs on the same lake. */
export const caseSchema = z.object({
  schema: z.literal(CASE_SCHEMA),
  subject: subjectSchema,
  subjects: z.array(subjectSchema),
  generatedAt: time,
  asOf: time.describe('newest event of the lake'),
  evidence: z.object({
    tool: z.string(),
    version: z.string(),
    command: z.string(),
    lake: z.string(),
    lakeDigest: z.string(),
    files: z.number().int(),
    inputs: z.array(z.object({ file: z.string(), sha256: z.string() })).describe('documents that were read beside the lake'),
    said: z
      .object({
        mine: z.array(z.string()).describe('networks of the owner and of responders, CIDR'),
        attackers: z.array(z.string()).describe('networks of the attacker, CIDR'),
        calls: z.array(z.object({ eventId: z.string(), actor: z.enum(actors) })).describe('whose single calls were'),
      })
      .optional()
      .describe('what the case was told and the logs do not say; absent where it was told nothing'),
    redacted: z.boolean().describe('whether pseudonyms stand for ids, accounts and addresses'),
  }),
  coverage: coverageSchema,
  firstUse: useSchema.nullable(),
  lastUse: useSchema.nullable(),
  calls: z.number().int(),
  errors: z.number().int(),
  compromise: compromiseSchema.nullable(),
  response: responseSchema,
  identity: identitySchema,
  credentials: z.array(credentialSchema),
  principals: z.array(principalSchema),
  edges: z.array(edgeSchema),
  timeline: z.array(timelineEntrySchema),
  stages: stagesSchema,
  resources: z.array(
    z.object({
      arn: z.string().nullable(),
      name: z.string(),
      type: z.string(),
      action: z.enum(['created', 'changed', 'deleted', 'read', 'shared']),
      eventId,
      credential: z.string().nullable(),
    }),
  ),
  policyChanges: z.array(policyChangeSchema),
  indicators: indicatorsSchema,
  networks: z
    .array(z.object({ address: z.string(), asn: z.number().nullable(), organization: z.string().nullable(), country: z.string().nullable() }))
    .optional()
    .describe('autonomous system and country of addresses, where the user brought a database of them'),
  findings: z.array(findingSchema),
  accountSays: z.array(accountStatementSchema).describe('what documents of the account itself say, where the user brought some'),
  unknowns: z.array(z.string()),
  nextSteps: z.array(z.object({ action: z.string(), why: z.string(), command: z.string().nullable() })),
});

export type Case = z.infer<typeof caseSchema>;
export type CaseCredential = z.infer<typeof credentialSchema>;
export type CasePrincipal = z.infer<typeof principalSchema>;
export type CaseEdge = z.infer<typeof edgeSchema>;
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
export type Coverage = z.infer<typeof coverageSchema>;
export type Compromise = z.infer<typeof compromiseSchema>;
export type Response = z.infer<typeof responseSchema>;
export type ResponseCall = z.infer<typeof responseCallSchema>;
export type Identity = z.infer<typeof identitySchema>;
export type Resource = Case['resources'][number];
export type NextStep = Case['nextSteps'][number];
export type PolicyChange = z.infer<typeof policyChangeSchema>;
export type AccountStatement = z.infer<typeof accountStatementSchema>;
export type Subject = z.infer<typeof subjectSchema>;
export type CredentialKind = (typeof credentialKinds)[number];
export type CredentialState = CaseCredential['state'];
export type Certainty = CaseEdge['certainty'];
export type Stages = z.infer<typeof stagesSchema>;
