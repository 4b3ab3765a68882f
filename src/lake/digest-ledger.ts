import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { isSystemError } from '../core/errors.ts';
import { parseJsonObject } from '../core/json.ts';
import { publicKeySchema } from '../ingest/digests/public-keys.ts';
import type { FileIdentity } from '../ingest/found-file.ts';
import { digestSchema } from '../trail/digest.ts';
import type { PublicKeyEntry } from '../trail/digest-signature.ts';
import type { FoundDigest } from '../trail/validation/judge-digests.ts';
import { type LogValidation, logValidationSchema } from '../trail/validation/log-validation.ts';
import type { Content } from '../trail/validation/validate.ts';
import { damaged, identity } from './catalogue.ts';
import { replaceFile } from './durable-file.ts';
import { lakePaths } from './lake-paths.ts';

const LEDGER_SCHEMA = 'keytrail.lake-digests/1';

const contentOf = <Read extends z.ZodType>(read: Read) =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('read'), content: read }),
    z.object({ kind: z.literal('damaged'), why: z.string() }),
    z.object({ kind: z.literal('unreadable'), why: z.string() }),
  ]);

const ledgerSchema = z.object({
  schema: z.literal(LEDGER_SCHEMA),
  digests: z.array(
    z.object({
      ...identity,
      content: contentOf(z.object({ file: z.string(), digest: digestSchema, hash: z.string(), signature: z.string().nullable() })),
    }),
  ),
  hashes: z.array(z.object({ ...identity, content: contentOf(z.string()) })),
  publicKeys: z.array(publicKeySchema),
  notAskedFor: z.array(z.string()),
  forgotten: z.array(z.string()).default([]),
});

/** What a lake keeps of the digests that came with its logs, so that later ones join their chain. */
export interface DigestLedger {
  readonly digests: readonly Kept<FoundDigest>[];
  /** SHA-256 of the inflated bytes of the log files that a digest names. */
  readonly hashes: readonly Kept<string>[];
  readonly publicKeys: readonly PublicKeyEntry[];
  /** Bucket and key of files that digests name and that no run was asked to collect: that they are not there means nothing. */
  readonly notAskedFor: readonly string[];
  /** Those of files that were collected once, and that the lake was told to forget. */
  readonly forgotten: readonly string[];
}

/** A file as it was when it was read, and what it held. */
export interface Kept<Read> extends FileIdentity {
  readonly content: Content<Read>;
}

const EMPTY: DigestLedger = { digests: [], hashes: [], publicKeys: [], notAskedFor: [], forgotten: [] };

/** @throws KeytrailError `KT_LAKE_DAMAGED` */
export async function readDigestLedger(directory: string): Promise<DigestLedger> {
  return (await readDocument(directory, lakePaths(directory).digests, ledgerSchema)) ?? EMPTY;
}

/** What digests prove of the log files in a lake, as its last `collect` found; null when no digest ever came. */
export const readLogValidation = (directory: string): Promise<LogValidation | null> =>
  readDocument(directory, lakePaths(directory).validation, logValidationSchema);

/** Keeps both; the validation last, since it follows from the ledger. */
export async function writeDigestLedger(directory: string, ledger: DigestLedger, validation: LogValidation): Promise<void> {
  await keepDigestLedger(directory, ledger);
  await replaceFile(lakePaths(directory).validation, JSON.stringify(validation));
}

/** Keeps the ledger alone, when no verdict follows from it yet. */
export const keepDigestLedger = (directory: string, ledger: DigestLedger): Promise<void> =>
  replaceFile(lakePaths(directory).digests, JSON.stringify({ schema: LEDGER_SCHEMA, ...ledger }));

async function readDocument<Shape extends z.ZodType>(directory: string, path: string, shape: Shape): Promise<z.output<Shape> | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return null;
    throw error;
  }
  const parsed = shape.safeParse(parseJsonObject(text));
  if (!parsed.success) throw damaged(directory, `"${path}" is not what keytrail wrote`, parsed.error);
  return parsed.data;
}
