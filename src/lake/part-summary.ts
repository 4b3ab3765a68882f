import { z } from 'zod';

/** What a part of a lake covers. It is looked up once, when the part is written, so that nobody has to read the whole lake for it. */
export const partSummarySchema = z.object({
  /** eventTime of the first and the last event. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  accounts: z.array(z.string()),
  regions: z.array(z.string()),
  hasDataEvents: z.boolean(),
  /** Hours with events, `2026-01-07T02`. */
  hours: z.array(z.string()),
});

export type PartSummary = Readonly<z.infer<typeof partSummarySchema>>;
