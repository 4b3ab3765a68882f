import { z } from 'zod';

/** The name and version of the document's form. */
export const LOG_VALIDATION_SCHEMA = 'keytrail.log-validation/1';

const count = z.number().int();
const time = z.string().describe('ISO 8601, UTC');
const span = { from: time.nullable(), to: time.nullable() };

const problemSchema = z.object({
  kind: z.enum(['digest-invalid', 'digest-missing', 'log-invalid', 'log-missing']),
  file: z.string().describe('where it lies, or the bucket and key where it should'),
  ...span,
  why: z.string(),
});

/** What the digests of a trail prove about its log files. */
export const logValidationSchema = z.object({
  schema: z.literal(LOG_VALIDATION_SCHEMA),
  verdict: z
    .enum(['intact', 'tampered', 'unverified'])
    .describe(
      'tampered: something is invalid or missing; unverified: no digest could be proved; intact: everything that a digest vouches for is there, unchanged',
    ),
  publicKeys: count,
  digests: z.object({ valid: count, invalid: count, unverified: count, missing: count.describe('places in a chain where digests are missing') }),
  logFiles: z.object({ valid: count, invalid: count, unverified: count, missing: count }),
  chains: z.array(
    z.object({
      accountId: z.string(),
      organizationId: z.string().nullable(),
      region: z.string(),
      trail: z.string(),
      homeRegion: z.string(),
      backfill: z.boolean(),
      digests: count,
      from: time,
      to: time,
      predecessor: z.string().nullable().describe('the digest before the first one, which was not found; null when the chain begins there'),
      gaps: z.array(
        z.object({ kind: z.enum(['missing', 'not-asked-for', 'restarted', 'silent']), from: time, to: time, digest: z.string().nullable() }),
      ),
    }),
  ),
  problems: z.array(problemSchema).describe('each invalid or missing file; times are of the events in it, or those that a digest covers'),
  unverified: z.array(z.object({ kind: z.enum(['digest', 'log']), file: z.string(), time: time.nullable(), why: z.string() })),
  moved: z.array(z.object({ file: z.string(), from: z.string() })).describe('files that lie elsewhere than their digest says'),
  unreadable: z.array(z.object({ file: z.string(), why: z.string() })),
});

export type LogValidation = z.infer<typeof logValidationSchema>;
export type ValidationProblem = LogValidation['problems'][number];
