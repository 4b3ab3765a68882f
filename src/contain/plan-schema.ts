import { z } from 'zod';
import { subjectSchema } from '../core/case.ts';

/** The name and version of the plan's form. */
export const PLAN_SCHEMA = 'keytrail.plan/1';

/** Levels of containment, in the order in which they are carried out; each holds those before it. */
export const containmentLevels = ['evidence', 'quarantine', 'contain', 'eradicate'] as const;

const callInput = z.record(z.string(), z.json()).describe("the call's input, in the SDK's member names");

const stepSchema = z.object({
  id: z.string(),
  level: z.enum(containmentLevels),
  burst: z.number().int().describe('steps of one burst do not wait for each other; a burst waits for the one before it'),
  service: z.string().describe("the SDK's name of the service: iam, cloudtrail"),
  operation: z.string().describe("the SDK's name of the operation: UpdateAccessKey"),
  input: callInput,
  cli: z.string().describe('the same call as a line of the AWS CLI, quoted for a POSIX shell'),
  why: z.string(),
  target: z.object({ kind: z.string(), id: z.string() }),
  breaks: z.array(z.string()).describe('what the rightful owner loses'),
  doesNotStop: z.array(z.string()).describe('what goes on in spite of this step'),
  inverse: z.union([z.object({ operation: z.string(), input: callInput }), z.literal('irreversible')]),
  check: z.string().describe('how to see that it worked'),
});

/** A containment plan: what to call, in which order, why, and how to take it back. Contract: `contain plan --format json`. */
export const planSchema = z.object({
  schema: z.literal(PLAN_SCHEMA),
  subject: subjectSchema,
  account: z.string().describe('the one account in which the steps act'),
  createdAt: z.string().describe('ISO 8601, UTC; role sessions issued before it are revoked'),
  caseDigest: z.string(),
  steps: z.array(stepSchema),
  warnings: z.array(z.object({ pitfall: z.string(), text: z.string() })),
  notCovered: z.array(z.string()).describe('what the case shows and no step reaches, with the reason and what to do by hand'),
});

export type Plan = z.infer<typeof planSchema>;
export type Step = z.infer<typeof stepSchema>;
export type PlanWarning = Plan['warnings'][number];
export type ContainmentLevel = (typeof containmentLevels)[number];
