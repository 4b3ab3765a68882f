import type { Position } from '../ast.ts';
import type { Type } from '../type.ts';
import { type Signature, signatureOf } from './signature.ts';

/** An argument as a function sees it. */
export interface Argument {
  readonly sql: string;
  readonly type: Type;
  /** The value, where the argument is a literal text. */
  readonly text?: string;
  /** The value, where the argument is a literal whole number. */
  readonly integer?: bigint;
  /** The parts of the text, where the argument is a lambda. */
  readonly lambda?: { readonly parameters: readonly string[]; readonly body: string };
  readonly at: Position;
}

/** What a function needs to know of its place. */
export interface CallSite {
  readonly at: Position;
  /** The result's type in DuckDB's spelling. */
  readonly resultType: string;
  /** An expression that fails the query, or gives NULL inside TRY. */
  readonly raise: (message: string) => string;
}

/** The text of a call: a template in which `$1` is the first argument, `$*` all of them and `$type` the result's type, or a function where that is not enough. */
export type Emit = string | ((args: Arguments, site: CallSite) => string);

/** The arguments of a call. There are as many as the signature says: whoever asks for more than that has made a mistake of his own. */
export type Arguments = readonly [Argument, Argument, Argument, Argument, ...Argument[]];

/** A function of Athena with one of its signatures. A function that is not in the table cannot be called: the table is the list of what is allowed. */
export interface SqlFunction {
  readonly kind: 'scalar' | 'aggregate' | 'window';
  readonly signature: Signature;
  readonly emit: Emit;
  /** Around the call of an aggregate with its DISTINCT, FILTER and OVER, where `$` stands for it and `$type` for the result's type. */
  readonly wrap: string;
}

export const scalar = (signature: string, emit: Emit): SqlFunction => ({ kind: 'scalar', signature: signatureOf(signature), emit, wrap: '$' });
export const aggregate = (signature: string, emit: Emit, wrap = '$'): SqlFunction => ({
  kind: 'aggregate',
  signature: signatureOf(signature),
  emit,
  wrap,
});
export const windowed = (signature: string, emit: Emit): SqlFunction => ({ kind: 'window', signature: signatureOf(signature), emit, wrap: '$' });

/** A lambda with values in place of its parameters, whatever number of them DuckDB's own lambdas take at that place. */
export function applied({ lambda }: Argument, ...values: readonly string[]): string {
  if (lambda === undefined) throw new Error('the argument is no lambda');
  return lambda.parameters.reduceRight(
    (body, parameter, index) => `list_transform([${values[index]}], lambda ${parameter}: ${body})[1]`,
    lambda.body,
  );
}

/** Fills a template. Arguments are put in as they are: a `$1` within one is not a place to fill. */
export function fill(emit: Emit, args: readonly Argument[], site: CallSite): string {
  if (typeof emit === 'function') return emit(args as unknown as Arguments, site);
  return emit.replaceAll(/\$(\d|\*|type)/g, (_, place: string) => {
    if (place === 'type') return site.resultType;
    return place === '*' ? args.map((arg) => arg.sql).join(', ') : (args[Number(place) - 1]?.sql ?? '');
  });
}
