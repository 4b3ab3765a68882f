import { parse } from 'yaml';
import { z } from 'zod';
import { KeytrailError } from '../core/errors.ts';
import { bindStatements, type NamedValues } from './bind-names.ts';

const sentence = z.string().trim().min(1);

const parameterSchema = z.strictObject({
  /** What the value is, in the words of an error: "the access key id". */
  about: sentence,
  example: sentence,
  /** The value where none is given. */
  default: sentence.optional(),
});

/** The comment at the head of a named query: YAML. The id is the name of its file. */
const headerSchema = z.strictObject({
  title: sentence,
  question: sentence,
  tells: sentence,
  doesNotTell: sentence,
  parameters: z.record(z.string().regex(/^[A-Za-z_]\w*$/), parameterSchema).default({}),
  tags: z.array(z.string().regex(/^[a-z]+(-[a-z]+)*$/)).min(1),
});

/** A statement with a name: the question that it answers, what the answer is worth, and the values that it needs. */
export interface NamedQuery extends z.output<typeof headerSchema> {
  readonly id: string;
  readonly sql: string;
}

/**
 * Reads a named query.
 *
 * @param text one statement of Athena SQL, after a comment that holds the header
 * @throws Error when it is not so: the files are ours, and a test reads them all
 */
export function parseNamedQuery(id: string, text: string): NamedQuery {
  const [, header, sql] = /^\/\*\n(.*?)\n\*\/\n(.+)$/s.exec(text) ?? [];
  if (header === undefined || sql === undefined) throw new Error(`the named query ${id} does not begin with a comment that holds its header`);
  const read = headerSchema.safeParse(parse(header));
  if (!read.success) throw new Error(`the header of the named query ${id}: ${z.prettifyError(read.error)}`);
  return { id, ...read.data, sql: sql.trim() };
}

/**
 * The statement of a named query with the values in the place of its parameters.
 *
 * @param where what values are given to, for the error
 * @throws KeytrailError `KT_USAGE` when a parameter has no value, or a value no parameter
 */
export function bindNamedQuery({ id, parameters, sql }: NamedQuery, values: NamedValues, where = '--param'): readonly string[] {
  const all = new Map(values);
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = values.get(name) ?? parameter.default;
    if (value === undefined) {
      throw new KeytrailError('KT_USAGE', `the query "${id}" needs ${name}, ${parameter.about}.`, {
        hint: `As in: ${where} ${name}=${parameter.example}`,
      });
    }
    all.set(name, value);
  }
  return bindStatements([sql], all);
}
