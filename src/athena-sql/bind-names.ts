import { KeytrailError } from '../core/errors.ts';
import { quoteLiteral } from './literal.ts';
import { opaque } from './opaque.ts';

/** Values by the names that stand for them in a text. */
export type NamedValues = ReadonlyMap<string, string>;

/** A statement without placeholders, and the names that it had. */
export interface BoundStatement {
  readonly statement: string;
  readonly names: ReadonlySet<string>;
}

/**
 * What a placeholder can hide in, and the placeholder. The colon between a key and a value (`JSON_OBJECT('a':b)`) follows on a word, a quote or a
 * parenthesis, where no value can begin.
 */
const pieces = new RegExp(`${opaque.source}|(?<![\\w'"\`)\\]:])(:[A-Za-z_]\\w*)`, 'g');

/**
 * Puts values in the place of the `:name` of a statement. Each becomes a text literal, whatever it holds: a number is had by `CAST(:n AS integer)`.
 * Within texts, quoted names and comments nothing is replaced.
 *
 * @param where what values are given to, for the error
 * @throws KeytrailError `KT_USAGE` when a name has no value
 * @example bindNames("SELECT :who", new Map([['who', "O'Hara"]])).statement // "SELECT 'O''Hara'"
 */
export function bindNames(text: string, values: NamedValues, where = '--param'): BoundStatement {
  const names = new Set<string>();
  const statement = text.replaceAll(pieces, (piece: string, placeholder?: string) => {
    if (placeholder === undefined) return piece;
    const name = placeholder.slice(1);
    const value = values.get(name);
    if (value === undefined) throw new KeytrailError('KT_USAGE', `there is no value for :${name}.`, { hint: `Give it one: ${where} ${name}=VALUE` });
    names.add(name);
    return quoteLiteral(value);
  });
  return { statement, names };
}

/**
 * The same for statements that share their values.
 *
 * @throws KeytrailError `KT_USAGE` when a name has no value, or a value no place
 */
export function bindStatements(statements: readonly string[], values: NamedValues): readonly string[] {
  const bound = statements.map((statement) => bindNames(statement, values));
  const unused = [...values.keys()].find((name) => bound.every(({ names }) => !names.has(name)));
  if (unused === undefined) return bound.map(({ statement }) => statement);
  throw new KeytrailError('KT_USAGE', `--param ${unused} was given, and :${unused} stands nowhere in the query.`, {
    hint: 'Look at the spelling, or leave it out. Within quotes a name stands for nothing: write = :name.',
  });
}
