import { z } from 'zod';
import type { Actor } from './case.ts';

/** The name and version of the form in which a case folder keeps what its responder knows. */
export const MARKS_SCHEMA = 'keytrail.marks/1';

/** Whose a person can say that a call was. */
export const markedActors = ['attacker', 'owner', 'responder'] as const satisfies readonly Actor[];
export type MarkedActor = (typeof markedActors)[number];

/** What a responder knows and the logs do not, as a case folder keeps it: `marks.json`. */
export const marksSchema = z.object({
  schema: z.literal(MARKS_SCHEMA),
  subjects: z.array(z.string()).min(1).readonly().describe('what is investigated, as it was typed'),
  mine: z.array(z.string()).readonly().describe('networks of the owner and of responders, CIDR'),
  attackers: z.array(z.string()).readonly().describe('networks of the attacker, CIDR'),
  calls: z.record(z.string(), z.enum(markedActors)).describe('whose single calls were, by eventID'),
  since: z.string().optional(),
  until: z.string().optional(),
});

export type Marks = z.infer<typeof marksSchema>;
