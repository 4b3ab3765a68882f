import type { Call } from '../ast.ts';
import { duckdbType, raise } from '../duckdb-text.ts';
import { fill, type SqlFunction } from '../functions/function.ts';
import { functionNames, functionsNamed } from '../functions/index.ts';
import { insteadOf } from '../functions/other-dialects.ts';
import { patternText } from '../functions/signature.ts';
import { nearest } from '../nearest.ts';
import { invalid, unsupported } from '../refusal.ts';
import { isTime, type Type, typeText } from '../type.ts';
import { type Arg, type Bound, bind, isLambda } from './bind.ts';
import { condition } from './condition.ts';
import type { Context, Typed } from './context.ts';
import { sortText } from './order.ts';
import { instantIn } from './time-zone.ts';
import { overText } from './window.ts';

/** A call: the function and signature that fit its arguments, and its text. */
export function analyzeCall(call: Call, context: Context): Typed {
  const candidates = functionsNamed(call.name);
  const [first] = candidates;
  if (first === undefined) throw unknownFunction(call);
  if (first.kind === 'scalar') refuseModifiers(call);
  if (first.kind === 'window' && call.over === null) throw invalid(call.at, `${call.name} needs OVER (...)`);
  if (
    (call.name === 'lag' || call.name === 'lead') &&
    call.over !== null &&
    'partitionBy' in call.over &&
    call.over.base === null &&
    call.over.orderBy.length === 0
  )
    throw invalid(call.at, `${call.name} needs an ORDER BY in its OVER (...)`);
  if (first.kind !== 'scalar' && context.noAggregatesIn !== null) {
    throw invalid(
      call.at,
      `${call.name} cannot stand in ${context.noAggregatesIn}`,
      context.noAggregatesIn === 'WHERE' ? 'Use HAVING, or a subquery.' : undefined,
    );
  }
  const inside = argumentContext(call, first, context);
  const args = call.arguments.map((argument) =>
    argument.kind === 'lambda' ? argument : { ...inside.expression(argument, inside), at: argument.at },
  );
  for (const loose of [false, true]) {
    for (const candidate of candidates) {
      const bound = bind(candidate.signature, args, inside, loose);
      if (bound !== null) return emitted(candidate, bound, call, context, inside);
    }
  }
  throw noSignature(call, args, candidates);
}

/** Inside an aggregate any column may stand, and no other aggregate. */
function argumentContext(call: Call, entry: SqlFunction, context: Context): Context {
  if (entry.kind === 'aggregate' && call.over === null) return { ...context, grouped: null, noAggregatesIn: call.name };
  return call.name === 'try' ? { ...context, failsSoftly: true } : context;
}

function refuseModifiers(call: Call): void {
  const name = call.name;
  if (call.over !== null) throw invalid(call.at, `${name} is no aggregate or window function, so it takes no OVER`);
  if (call.distinct || call.filter !== null || call.orderBy.length > 0)
    throw invalid(call.at, `${name} is no aggregate, so it takes no DISTINCT, ORDER BY or FILTER`);
}

function unknownFunction(call: Call): Error {
  const instead = insteadOf(call.name);
  if (instead !== null) return unsupported(call.at, `Athena has no function ${call.name}`, `Write ${instead}.`);
  const near = nearest(call.name, functionNames);
  return unsupported(call.at, `function ${call.name} is not supported${near === null ? '' : `. Nearest: ${near}`}`);
}

function noSignature(call: Call, args: readonly Arg[], candidates: readonly SqlFunction[]): Error {
  const given = args.map((arg) => (isLambda(arg) ? 'lambda' : typeText(arg.type))).join(', ');
  return invalid(call.at, `${call.name} does not take (${given})`, likelyCure(args, candidates) ?? `It takes ${formsOf(candidates)}.`);
}

/** The two mistakes that people make most with CloudTrail: eventtime is text, and useridentity is no JSON. */
function likelyCure(args: readonly Arg[], candidates: readonly SqlFunction[]): string | null {
  for (const [index, arg] of args.entries()) {
    if (isLambda(arg)) continue;
    const wanted = candidates.flatMap(({ signature }) => {
      const pattern = signature.parameters[index];
      return pattern?.kind === 'type' ? [pattern.type] : [];
    });
    if (arg.type.kind === 'varchar' && wanted.length > 0 && wanted.every(isTime)) return 'Get a time from text with from_iso8601_timestamp(...).';
    if (arg.type.kind === 'varchar' && candidates[0]?.signature.name === 'contains')
      return "For a part of a text write strpos(text, part) > 0 or text LIKE '%part%'; contains asks an array, or a network of addresses.";
    if (arg.type.kind === 'row' && wanted.some((type) => type.kind === 'json'))
      return 'It is a struct, not JSON: name its member, as in useridentity.arn.';
  }
  return null;
}

const formsOf = (candidates: readonly SqlFunction[]): string =>
  candidates
    .map(({ signature }) => `${signature.name}(${signature.parameters.map(patternText).join(', ')}${signature.variadic ? '...' : ''})`)
    .join(' or ');

function emitted(entry: SqlFunction, bound: Bound, call: Call, context: Context, inside: Context): Typed {
  const site = { at: call.at, resultType: duckdbType(bound.result), raise: (message: string) => (context.failsSoftly ? 'NULL' : raise(message)) };
  const text = fill(entry.emit, bound.args, site);
  if (entry.kind === 'scalar') return { sql: text, type: inZone(call, bound) };
  return {
    sql: entry.wrap.replaceAll(/\$(type)?/g, (_, type) => (type ? site.resultType : withModifiers(text, call, context, inside))),
    type: bound.result,
  };
}

/** A time that comes of a time in a zone is in that zone too, and three functions name one. */
function inZone({ name }: Call, { args, result }: Bound): Type {
  if (result.kind !== 'timestamp with time zone') return result;
  const named = zoneFunctions.includes(name) ? args[1] : undefined;
  if (named?.text !== undefined) return instantIn(named.text, named.at);
  return args.find((arg) => arg.type.kind === result.kind)?.type ?? result;
}

const zoneFunctions: readonly string[] = ['at_timezone', 'with_timezone', 'from_unixtime'];

/** Puts DISTINCT, ORDER BY, IGNORE NULLS, FILTER and OVER where DuckDB wants them. */
function withModifiers(text: string, call: Call, context: Context, inside: Context): string {
  const open = text.indexOf('(') + 1;
  const order = call.orderBy.length === 0 ? '' : ` ORDER BY ${sortText(call.orderBy, (item) => inside.expression(item.expression, inside).sql)}`;
  const nulls = call.nulls === 'ignore' ? ' IGNORE NULLS' : '';
  const filter = call.filter === null ? '' : ` FILTER (WHERE ${condition(call.filter, inside)})`;
  return `${text.slice(0, open)}${call.distinct && !text.includes('(DISTINCT ') ? 'DISTINCT ' : ''}${text.slice(open, -1)}${order}${nulls})${filter}${overText(call.over, context)}`;
}
