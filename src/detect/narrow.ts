import { quoteLiteral } from '../athena-sql/literal.ts';
import { isAscii } from '../sigma/fold.ts';
import { ANY, ONE, type Pattern } from '../sigma/pattern.ts';
import type { Expression, Item, Test } from '../sigma/rule.ts';
import { itemPredicate, type Nearness } from './sql/item-predicate.ts';
import { tableFields } from './sql/table-fields.ts';

/** A predicate of Athena SQL, or what is known without asking. */
export type Narrowed = string | boolean;

/**
 * A short predicate of Athena SQL that is true of every event for which the expression holds, and of few others: rules are evaluated here, the engine
 * only leaves out what cannot match. JSON is not taken apart for it, only searched as text.
 */
export const narrow = (expression: Expression): Narrowed => narrowed(expression, 'all');

function narrowed(expression: Expression, nearness: Exclude<Nearness, 'near'>): Narrowed {
  switch (expression.kind) {
    case 'not': {
      const inner = narrowed(expression.of, nearness === 'all' ? 'only' : 'all');
      return typeof inner === 'string' ? `NOT ${inner}` : !inner;
    }
    case 'and':
    case 'or':
      return joined(
        expression.kind,
        expression.of.map((one) => narrowed(one, nearness)),
      );
    case 'item':
      return ofItem(expression, nearness);
  }
}

/** Parts that are known beforehand decide, or fall away. */
export function joined(kind: 'and' | 'or', parts: readonly Narrowed[]): Narrowed {
  const deciding = kind === 'or';
  if (parts.includes(deciding)) return deciding;
  const told = [...new Set(parts.filter((part) => typeof part === 'string'))];
  const [only, ...more] = told;
  if (only === undefined) return !deciding;
  return more.length === 0 ? only : `(${told.join(kind === 'and' ? ' AND ' : ' OR ')})`;
}

function ofItem(item: Item, nearness: Exclude<Nearness, 'near'>): Narrowed {
  const field = item.field === null ? null : tableFields.field(item.field);
  if (field?.kind === 'json')
    return nearness === 'only'
      ? false
      : joined('or', [
          ...item.tests.map((test) => inJson(test, field.sql, field.path.at(-1))),
          ...(field.path.length > 1 ? [holdsEscapes(field.sql)] : []),
        ]);
  if (field === null && nearness === 'only') return false;
  const predicate = itemPredicate(item, tableFields, nearness);
  return predicate === 'TRUE' || predicate === 'FALSE' ? predicate === 'TRUE' : predicate;
}

/**
 * A member may be a text of JSON itself, written by a caller, who can write any letter as an escape: within the JSON around it that begins with two
 * backslashes, which else is rare.
 */
const holdsEscapes = (column: string): string => `coalesce(strpos(${column}, '\\\\u') > 0, FALSE)`;

function inJson(test: Test, column: string, member: string | undefined): Narrowed {
  if (test.kind === 'null' || (test.kind === 'exists' && !test.wanted)) return true;
  if (test.kind === 'text' && test.pattern.parts.every((part) => typeof part !== 'string' || isPlain(part))) {
    return `coalesce(${test.pattern.cased ? column : `lower(${column})`} LIKE ${quoteLiteral(withinText(test.pattern))} ESCAPE '\\', FALSE)`;
  }
  if (member !== undefined && member !== '' && isPlain(member)) return `coalesce(strpos(${column}, ${quoteLiteral(member)}) > 0, FALSE)`;
  return `(${column} IS NOT NULL)`;
}

/** Whether every writer of JSON writes the text as it is; some write these signs of HTML as escapes. */
export const isPlain = (text: string): boolean => isAscii(text) && !/["\\<>&'/=\p{C}]/u.test(text);

/** What is next to each other in a value is so in the JSON, too; the value may stand anywhere in it. */
function withinText({ parts }: Pattern): string {
  const inner = parts.map((part) => (part === ANY ? '%' : part === ONE ? '%' : part.replace(/[\\%_]/g, '\\$&')));
  return `%${inner.join('')}%`.replaceAll(/%{2,}/g, '%');
}
