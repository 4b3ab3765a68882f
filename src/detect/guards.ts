import { quoteLiteral } from '../athena-sql/literal.ts';
import { ANY, ONE, type Pattern } from '../sigma/pattern.ts';
import type { Expression, Item, Test } from '../sigma/rule.ts';
import { isPlain } from './narrow.ts';
import { tableFields } from './sql/table-fields.ts';
import { isPortable } from './sql/text-test.ts';

/**
 * What every event of which an expression holds shows in some columns: an expression of SQL, and regular expressions of which one at least finds
 * something in it. Those of many rules become one, which an engine runs at the price of one.
 */
export type Guards = ReadonlyMap<string, readonly string[]>;

/** Alternatives of one regular expression; engines have a limit for its size. */
const MAX_ALTERNATIVES = 1000;

/** A predicate of Athena SQL: one of some regular expressions finds something in a text. */
export function anyFound(subject: string, regexes: readonly string[]): string {
  const alternatives = [...new Set(regexes)];
  const chunks = Array.from({ length: Math.ceil(alternatives.length / MAX_ALTERNATIVES) }, (_, at) =>
    alternatives.slice(at * MAX_ALTERNATIVES, (at + 1) * MAX_ALTERNATIVES),
  );
  return `(${chunks.map((chunk) => `coalesce(regexp_like(${subject}, ${quoteLiteral(`(?s)${chunk.join('|')}`)}), FALSE)`).join(' OR ')})`;
}

const none: Guards = new Map();

/** An empty map says nothing. */
export function guardsOf(expression: Expression): Guards {
  switch (expression.kind) {
    case 'not':
      return none;
    case 'item':
      return ofItem(expression);
    case 'and':
      return new Map(expression.of.flatMap((one) => [...guardsOf(one)]));
    case 'or': {
      const [first = none, ...others] = expression.of.map(guardsOf);
      return new Map(
        [...first]
          .filter(([subject]) => others.every((other) => other.has(subject)))
          .map(([subject, texts]) => [subject, [...texts, ...others.flatMap((other) => other.get(subject) ?? [])]]),
      );
    }
  }
}

function ofItem({ field: path, tests }: Item): Guards {
  if (path === null) return together(tests.map((test) => inJson(test, tableFields.record)));
  const field = tableFields.field(path);
  if (field.kind === 'text') return together(tests.map((test) => inText(test, field.sql)));
  if (field.kind !== 'json') return none;
  const member = field.path.at(-1);
  const inValue = together(tests.map((test) => inJson(test, field.sql)));
  if (inValue.size === 0 && (member === undefined || !isPlain(member) || tests.some(isOfMissing))) return none;
  const guards = inValue.size > 0 ? [...inValue] : [[field.sql, [escaped(member ?? '')]] as const];
  return new Map(guards.map(([subject, regexes]) => [subject, field.path.length > 1 ? [...regexes, ESCAPED] : regexes]));
}

/** How an escape begins in a text of JSON within JSON: there any letter may be written as one (see `narrow.ts`). */
const ESCAPED = '\\\\\\\\u';

/** Tests that a missing field fulfils. */
const isOfMissing = (test: Test): boolean => test.kind === 'null' || (test.kind === 'exists' && !test.wanted);

type Guard = readonly [subject: string, regex: string];

/** Of tests of which one has to hold, each must have a guard, all over the same text. */
function together(guards: readonly (Guard | null)[]): Guards {
  const told = guards.filter((guard) => guard !== null);
  const [subject, ...others] = new Set(told.map(([one]) => one));
  if (subject === undefined || others.length > 0 || told.length < guards.length) return none;
  return new Map([[subject, told.map(([, regex]) => regex)]]);
}

function inText(test: Test, column: string): Guard | null {
  if (test.kind === 'text') {
    if (!isPortable(test) || !test.pattern.parts.some(isText)) return null;
    return [subjectOf(test.pattern, column), anchored(test.pattern)];
  }
  if (test.kind === 'network') return inNetwork(test.network.text, column);
  // Repetitions multiply the size of an expression, and many expressions go into one.
  if (test.kind !== 'regex' || test.regex.source.includes('{')) return null;
  const { i, m, s } = test.regex.flags;
  const [on, off] = [`${i ? 'i' : ''}${m ? 'm' : ''}${s ? 's' : ''}`, `${s ? '' : '-s'}`];
  return [column, `(?${on}${off}:${test.regex.source})`];
}

function inJson(test: Test, column: string): Guard | null {
  if (test.kind !== 'text' || !test.pattern.parts.some(isText)) return null;
  if (!test.pattern.parts.every((part) => !isText(part) || isPlain(part))) return null;
  const pieces = test.pattern.parts.filter(isText).map(escaped);
  return [subjectOf(test.pattern, column), pieces.join('.*')];
}

/** The whole bytes of an IPv4 network. */
function inNetwork(network: string, column: string): Guard | null {
  const [address = '', bits] = network.split('/');
  const bytes = address.includes(':') ? [] : address.split('.').slice(0, Math.floor(Number(bits) / 8));
  if (bytes.length === 0) return null;
  return [column, `^${bytes.join('\\.')}${bytes.length < 4 ? '\\.' : '$'}`];
}

const isText = (part: Pattern['parts'][number]): part is string => typeof part === 'string';
const subjectOf = ({ cased }: Pattern, column: string): string => (cased ? column : `lower(${column})`);
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

function anchored({ parts }: Pattern): string {
  const inner = parts.filter((part, place) => part !== ANY || (place > 0 && place < parts.length - 1));
  const text = inner.map((part) => (part === ANY ? '.*' : part === ONE ? '.' : escaped(part))).join('');
  return `${parts[0] === ANY ? '' : '^'}${text}${parts.at(-1) === ANY ? '' : '$'}`;
}
