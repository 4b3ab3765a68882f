import { z } from 'zod';
import { caseSchema, credentialSchema, edgeSchema, identitySchema, indicatorsSchema, principalSchema, stagesSchema, subjectSchema } from './case.ts';

/** The name and version of the answer key's form. */
export const TRUTH_SCHEMA = 'keytrail.truth/1';

export const questionSchema = z.object({
  id: z.string(),
  part: z.number().int().describe('part of the workshop, 1 to 3'),
  question: z.string(),
  answer: z.union([z.string(), z.array(z.string())]).describe('a list is compared as a set'),
  hints: z.array(z.string()),
  sql: z.string().describe('an Athena query that shows the answer'),
});

/** What a scenario did, in the case's own shape: the key against which an investigation is verified. */
export const truthSchema = z.object({
  schema: z.literal(TRUTH_SCHEMA),
  scenario: z.string(),
  seed: z.number().int(),
  subject: subjectSchema,
  firstUse: caseSchema.shape.firstUse,
  identity: identitySchema,
  credentials: z.array(credentialSchema),
  principals: z.array(principalSchema),
  edges: z.array(edgeSchema),
  stages: stagesSchema,
  indicators: indicatorsSchema,
  attackerEventIds: z.array(z.string()),
  questions: z.array(questionSchema),
});

export type Truth = z.infer<typeof truthSchema>;
export type Question = z.infer<typeof questionSchema>;
