import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { isSystemError, KeytrailError } from '../core/errors.ts';
import { recognisedKinds } from '../ingest/recognise.ts';
import { replaceFile } from './durable-file.ts';
import { lakePaths } from './lake-paths.ts';
import { partSummarySchema } from './part-summary.ts';

const CATALOGUE_SCHEMA = 'keytrail.lake/5';

/** A file as it was when it was read: path, size, time and version (an ETag) tell cheaply whether it is the same, the hash for certain. */
export const identity = { path: z.string(), size: z.number(), mtimeMs: z.number(), version: z.string().exactOptional() };

const sourceSchema = z.discriminatedUnion('status', [
  z.object({ ...identity, status: z.literal('loaded'), sha256: z.string(), events: z.number().int() }),
  /** Fewer events of it are in the lake than were read: some were forgotten, or were second copies of such. It is read again when it is met again. */
  z.object({
    ...identity,
    status: z.literal('partial'),
    sha256: z.string(),
    events: z.number().int(),
    kept: z.object({ events: z.number().int(), ids: z.string() }),
  }),
  z.object({ ...identity, status: z.literal('recognised'), sha256: z.string(), what: z.enum(recognisedKinds) }),
  z.object({ ...identity, status: z.literal('set-aside'), why: z.string() }),
]);

/** A file of events, and the files with their untouched records: one as a rule, several where small ones were merged. Lakes of an earlier day have no hashes. */
const parquetSchema = z.object({
  name: z.string().regex(/^\d{6,}\.parquet$/),
  events: z.number().int(),
  bytes: z.number().int(),
  sha256: z.string().exactOptional(),
  idsSha256: z.string().exactOptional(),
  summary: partSummarySchema,
  index: z.object({ bytes: z.number().int(), sha256: z.string() }),
  raw: z.array(z.object({ name: z.string().regex(/^\d{6,}\.raw$/), bytes: z.number().int(), sha256: z.string().exactOptional() })),
});

const catalogueSchema = z.object({
  schema: z.literal(CATALOGUE_SCHEMA),
  parquet: z.array(parquetSchema),
  sources: z.array(sourceSchema),
  /** The highest number that a part ever had: a name is not given twice, since a reader may still mean the first one. */
  lastPart: z.number().int().exactOptional(),
});

/** Name of the file with the ids of a Parquet file's events. */
export const idsFileOf = (parquet: string): string => parquet.replace(/parquet$/, 'ids');

/** Name of the file with the index of a Parquet file's row groups. */
export const indexFileOf = (parquet: string): string => parquet.replace(/parquet$/, 'index');

/** A file that was given to `collect`, and what became of it. */
export type Source = z.infer<typeof sourceSchema>;
export type ParquetFile = z.infer<typeof catalogueSchema>['parquet'][number];
/** What a lake holds: its Parquet files, and every file it was made from. */
export type Catalogue = Readonly<Omit<z.infer<typeof catalogueSchema>, 'schema'>>;

/**
 * Reads the catalogue of a lake; null when there is none.
 *
 * @throws KeytrailError `KT_LAKE_VERSION` when another version of keytrail wrote it, `KT_LAKE_DAMAGED` when it is no catalogue
 */
export async function readCatalogue(directory: string): Promise<Catalogue | null> {
  let text: string;
  try {
    text = await readFile(lakePaths(directory).catalogue, 'utf8');
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
  const value = parseCatalogue(text, directory);
  const schema = z.object({ schema: z.string() }).safeParse(value).data?.schema;
  if (schema?.startsWith('keytrail.lake/') && schema !== CATALOGUE_SCHEMA) {
    const hint = 'Collect the logs into a new lake (--lake DIR).';
    throw new KeytrailError('KT_LAKE_VERSION', `the lake in "${directory}" is of version ${schema}, this keytrail reads ${CATALOGUE_SCHEMA}.`, {
      hint,
    });
  }
  const catalogue = catalogueSchema.safeParse(value);
  if (!catalogue.success) throw damaged(directory, 'its catalogue.json is not a catalogue', catalogue.error);
  return catalogue.data;
}

/** The highest number that a part of a lake ever had. */
export const lastPartOf = ({ parquet, lastPart = 0 }: Catalogue): number =>
  Math.max(lastPart, ...parquet.map(({ name }) => Number.parseInt(name, 10)));

/** Replaces the catalogue: from here on the lake is what it says. */
export const writeCatalogue = (directory: string, catalogue: Catalogue): Promise<void> =>
  replaceFile(lakePaths(directory).catalogue, JSON.stringify({ schema: CATALOGUE_SCHEMA, ...catalogue }));

/** Identity of what a lake was made from: the content of the files, whatever their names, places and order; of those held in part which events. */
export function contentDigest(catalogue: Catalogue): string {
  const hashes = catalogue.sources.flatMap((source) => {
    if (source.status === 'partial') return [`${source.sha256} ${source.kept.events} ${source.kept.ids}`];
    return source.status === 'loaded' ? [source.sha256] : [];
  });
  return createHash('sha256')
    .update([...new Set(hashes)].sort().join('\n'))
    .digest('hex');
}

/** The error of a place without a lake. */
export const lakeMissing = (directory: string): KeytrailError =>
  new KeytrailError('KT_LAKE_MISSING', `no lake in "${directory}"`, { hint: 'Load logs first: keytrail collect FOLDER' });

/** The error of a lake that is not what its catalogue says. */
export const damaged = (directory: string, reason: string, cause?: unknown): KeytrailError =>
  new KeytrailError('KT_LAKE_DAMAGED', `the lake in "${directory}" is damaged: ${reason}.`, {
    hint: 'Collect the logs again into a new lake (--lake DIR).',
    cause,
  });

function parseCatalogue(text: string, directory: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw damaged(directory, 'its catalogue.json is not JSON', error);
  }
}
