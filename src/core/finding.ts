import { z } from 'zod';

/** Sigma's levels, least first. */
export const levels = ['informational', 'low', 'medium', 'high', 'critical'] as const;
export const levelSchema = z.enum(levels);
export type Level = z.infer<typeof levelSchema>;

/** What a rule found: the events that matched it, grouped. Contract: `detect --format json`. */
export const findingSchema = z.object({
  id: z.string(),
  ruleId: z.string(),
  title: z.string(),
  level: levelSchema,
  author: z.string().nullable(),
  link: z.string().nullable(),
  licence: z.string().nullable(),
  techniques: z.array(z.string()),
  group: z.string(),
  eventIds: z.array(z.string()),
  firstTime: z.string(),
  lastTime: z.string(),
  count: z.number().int(),
  why: z.string(),
  explanation: z.string(),
});
export type Finding = z.infer<typeof findingSchema>;
