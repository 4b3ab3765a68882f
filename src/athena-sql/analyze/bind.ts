import type { ExpressionOf, Position } from '../ast.ts';
import { coerced, quoteName } from '../duckdb-text.ts';
import type { Argument } from '../functions/function.ts';
import type { Pattern, Signature } from '../functions/signature.ts';
import { coerces, commonType, isInteger, isNumeric, isOrderable, sameType, type Type } from '../type.ts';
import type { Context, Typed } from './context.ts';

/** A value that a function is given, and where it stands. */
type Value = Typed & Pick<Argument, 'lambda'> & { readonly at: Position };

/** An argument: a value, or a lambda, whose types are known only when the function is. */
export type Arg = Value | ExpressionOf<'lambda'>;

/** Arguments as the function takes them, and the type that it gives. */
export interface Bound {
  readonly args: readonly Value[];
  readonly result: Type;
}

type Variables = Map<string, Type>;

/**
 * Fits arguments to a signature.
 *
 * @param loose whether a value may become a wider type, as Athena lets it when nothing fits as it is
 * @returns null when they do not fit
 */
export function bind({ parameters, variadic, result }: Signature, args: readonly Arg[], context: Context, loose: boolean): Bound | null {
  if (variadic ? args.length < parameters.length - 1 : args.length !== parameters.length) return null;
  const last = parameters.at(-1);
  const pairs = args.flatMap((arg, index) => {
    const pattern = parameters[index] ?? last;
    return pattern === undefined ? [] : [{ arg, pattern }];
  });
  const variables: Variables = new Map();
  if (!pairs.every(({ arg, pattern }) => (isLambda(arg) ? pattern.kind === 'lambda' : unify(pattern, arg.type, variables, loose)))) return null;
  const bound: Value[] = [];
  for (const { arg, pattern } of pairs) {
    const value = isLambda(arg) ? bindLambda(arg, pattern, variables, context) : asParameter(arg, substitute(pattern, variables));
    if (value === null) return null;
    bound.push(value);
  }
  const decimal = variables.get('D');
  if (decimal?.kind === 'decimal') variables.set('D', { ...decimal, precision: 38 });
  return { args: bound, result: substitute(result, variables) };
}

export const isLambda = (arg: Arg): arg is ExpressionOf<'lambda'> => 'kind' in arg;

const asParameter = (value: Value, type: Type): Value => ({
  ...value,
  sql: coerced(value, type),
  // The same type may name a zone.
  type: type.kind === 'unknown' || sameType(value.type, type) ? value.type : type,
});

/** The body is understood with the types that the other arguments have given to the variables, and may give a type to another one. */
function bindLambda(lambda: ExpressionOf<'lambda'>, pattern: Pattern, variables: Variables, context: Context): Value | null {
  if (pattern.kind !== 'lambda' || lambda.parameters.length !== pattern.parameters.length) return null;
  const columns = pattern.parameters.map((parameter, index) => {
    const name = lambda.parameters[index]?.text.toLowerCase() ?? '';
    return { name, sql: quoteName(`p_${name}`), type: substitute(parameter, variables) };
  });
  const scope = { relations: [{ names: [], columns }], outer: context.scope };
  const body = context.expression(lambda.body, { ...context, scope, noAggregatesIn: 'a lambda' });
  if (!unify(pattern.result, body.type, variables, true)) return null;
  const parameters = columns.map(({ sql }) => sql);
  return { sql: `lambda ${parameters.join(', ')}: ${body.sql}`, type: body.type, at: lambda.at, lambda: { parameters, body: body.sql } };
}

function unify(pattern: Pattern, type: Type, variables: Variables, loose: boolean): boolean {
  switch (pattern.kind) {
    case 'type':
      return sameType(pattern.type, type) || (loose && coerces(type, pattern.type));
    case 'variable': {
      if (pattern.name === 'A') return true;
      if (!allows(pattern.name, type)) return false;
      const common = commonType(variables.get(pattern.name) ?? { kind: 'unknown' }, type);
      if (common !== null) variables.set(pattern.name, common);
      return common !== null;
    }
    case 'array':
      if (type.kind === 'unknown') return loose;
      return type.kind === 'array' && unify(pattern.element, type.element, variables, loose);
    case 'map':
      if (type.kind === 'unknown') return loose;
      return type.kind === 'map' && unify(pattern.key, type.key, variables, loose) && unify(pattern.value, type.value, variables, loose);
    case 'row':
      if (type.kind !== 'row' || type.fields.length !== pattern.members.length) return type.kind === 'unknown' && loose;
      return pattern.members.every((member, index) => unify(member, type.fields[index]?.type ?? { kind: 'unknown' }, variables, loose));
    case 'lambda':
      return false;
  }
}

/** Whether a type variable can stand for a type. */
function allows(variable: string, type: Type): boolean {
  if (variable === 'N') return isNumeric(type) || type.kind === 'unknown';
  if (variable === 'D') return type.kind === 'decimal';
  if (variable === 'O') return isOrderable(type);
  return variable !== 'I' || isInteger(type);
}

function substitute(pattern: Pattern, variables: Variables): Type {
  switch (pattern.kind) {
    case 'type':
      return pattern.type;
    case 'variable':
      return variables.get(pattern.name) ?? { kind: 'unknown' };
    case 'array':
      return { kind: 'array', element: substitute(pattern.element, variables) };
    case 'map':
      return { kind: 'map', key: substitute(pattern.key, variables), value: substitute(pattern.value, variables) };
    case 'row':
      return { kind: 'row', fields: pattern.members.map((member) => ({ name: null, type: substitute(member, variables) })) };
    case 'lambda':
      return { kind: 'unknown' };
  }
}
