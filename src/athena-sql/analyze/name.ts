import { columns as cloudTrailColumns } from '../../core/cloudtrail-table.ts';
import type { ExpressionOf, Identifier } from '../ast.ts';
import { fieldName, memberText, quoteName } from '../duckdb-text.ts';
import { quoteLiteral } from '../literal.ts';
import { nearest } from '../nearest.ts';
import { invalid } from '../refusal.ts';
import { type Type, typeText } from '../type.ts';
import type { Context, Typed } from './context.ts';
import { pathText, type Resolved, relationsNamed, resolve, type Scope, type ScopeColumn } from './scope.ts';

/** A dotted name: a column, perhaps with members of its structure behind it. */
export function analyzeName(name: ExpressionOf<'name'>, context: Context): Typed {
  const found = resolve(name.path, context.scope);
  if (found === null) throw unknownColumn(name.path, context);
  const { column, members } = found;
  const used = name.path.slice(0, name.path.length - members.length);
  const values: Typed[] = [column];
  for (const [index, member] of members.entries()) {
    const base = values.at(-1) ?? column;
    values.push(memberOf(base, member, [...used, ...members.slice(0, index)], members.slice(index)));
  }
  const copy = copyOf(found);
  // Where the structure is grouped by, its members come out of it.
  if (copy !== null && (context.grouped?.keys.has(copy) ?? true)) values.push({ ...(values.at(-1) ?? column), sql: copy });
  if (isUngrouped(column, values, context)) {
    throw invalid(
      name.at,
      `"${pathText(name.path)}" must be in GROUP BY or inside an aggregate`,
      `Add it to GROUP BY, or write max(${pathText(name.path)}).`,
    );
  }
  return values.at(-1) ?? column;
}

/** The text that gives a member at less cost than its structure does; null where there is none. */
function copyOf({ column: { stored }, members }: Resolved): string | null {
  const name = stored?.copies?.get(members.map(({ text }) => text.toLowerCase()).join('.'));
  return stored === undefined || name === undefined ? null : `${stored.relation}.${quoteName(name)}`;
}

/** A column of the query's own FROM that is not grouped by, nor is any structure or member on the way to what is wanted. */
const isUngrouped = (column: ScopeColumn, values: readonly Typed[], { grouped }: Context): boolean =>
  grouped !== null && isLocal(column.sql, grouped.scope) && !values.some((value) => grouped.keys.has(value.sql));

const isLocal = (sql: string, scope: Scope): boolean => scope.relations.some((relation) => relation.columns.some((column) => column.sql === sql));

/** `base.member` where the base is no plain name: `resources[1].arn`. */
export function analyzeField(expression: ExpressionOf<'field'>, context: Context): Typed {
  return memberOf(context.expression(expression.base, context), expression.field, null, [expression.field]);
}

function memberOf(base: Typed, member: Identifier, path: readonly Identifier[] | null, rest: readonly Identifier[]): Typed {
  const shown = path === null ? 'this expression' : pathText(path);
  const at = path?.[0]?.at ?? member.at;
  if (base.type.kind !== 'row') throw invalid(at, ...noMembers(shown, base.type, rest));
  const wanted = member.text.toLowerCase();
  const index = base.type.fields.findIndex((field) => field.name?.toLowerCase() === wanted);
  const field = base.type.fields[index];
  if (field === undefined) {
    const names = base.type.fields.flatMap((candidate) => (candidate.name === null ? [] : [candidate.name]));
    const full = path === null ? member.text : `${shown}.${member.text}`;
    throw invalid(
      at,
      missing(full, nearest(member.text, names), (near) => (path === null ? near : `${shown}.${near}`)),
      `It has: ${names.join(', ')}.`,
    );
  }
  const name = fieldName(field.name, index);
  return { sql: path === null ? memberText(base.sql, name) : `${base.sql}.${quoteName(name)}`, type: field.type };
}

const jsonColumns: ReadonlySet<string> = new Set(cloudTrailColumns.filter((column) => column.json).map((column) => column.name));

function noMembers(shown: string, type: Type, rest: readonly Identifier[]): [sentence: string, hint?: string] {
  if (type.kind === 'array')
    return [
      `${shown} is ${typeText(type)}, not a struct`,
      `Name an element first: ${shown}[1].${pathText(rest)}, or use CROSS JOIN UNNEST(${shown}).`,
    ];
  if (type.kind !== 'varchar' && type.kind !== 'json') return [`${shown} is ${typeText(type)}, not a struct`];
  const call = `json_extract_scalar(${shown}, ${quoteLiteral(`$.${pathText(rest)}`)})`;
  if (!jsonColumns.has(shown.split('.').at(-1)?.toLowerCase() ?? ''))
    return [`${shown} is text, not a struct`, `If the text holds JSON, write ${call}.`];
  return [`${shown} is text that holds JSON, not a struct. Write ${call}`];
}

const missing = (name: string, near: string | null, inFull: (near: string) => string): string =>
  `column "${name}" does not exist${near === null ? '' : `. Nearest: ${inFull(near)}`}`;

function unknownColumn(path: readonly Identifier[], { scope, aliases }: Context): Error {
  const [first] = path;
  const at = first?.at ?? { line: 1, column: 1 };
  const text = pathText(path);
  if (aliases.has(text.toLowerCase())) {
    return invalid(
      at,
      `column "${text}" does not exist here: a name given by AS can be used in ORDER BY alone`,
      'Repeat the expression behind it, or put the query in a subquery.',
    );
  }
  if (scope.relations.length === 0) return invalid(at, `column "${text}" does not exist: there is no FROM`, inQuotes(text));
  const qualifier = path.slice(0, 1);
  const named = path.length > 1 ? relationsNamed([qualifier[0]?.text.toLowerCase() ?? ''], scope) : [];
  const wanted = named.length > 0 ? path.slice(1) : path;
  const near = nearest(wanted[0]?.text ?? '', namesOf(named.length > 0 ? named : scope.relations));
  const inFull = (name: string): string => (named.length > 0 ? `${pathText(qualifier)}.${name}` : name);
  return invalid(at, missing(text, near, inFull), near === null ? inQuotes(text) : undefined);
}

/** What a name that is no column most likely stands for. */
function inQuotes(text: string): string {
  if (/^(?:<.*>|[A-Z]+(?:_[A-Z]+)*)$/.test(text)) return `If "${text}" stands for a value, put the value there, in single quotes.`;
  if (/^(?:year|month|day|date|dt)$/i.test(text)) return "This table is partitioned by date_partition, as in date_partition >= '2026/01/07'.";
  return `A text is written in single quotes: ${quoteLiteral(text)}.`;
}

const namesOf = (relations: Scope['relations']): readonly string[] =>
  relations.flatMap((relation) => relation.columns.flatMap((column) => (column.name === null ? [] : [column.name])));
