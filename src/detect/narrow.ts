import { quoteLiteral } from '../athena-sql/literal.ts';
import { fold, isAscii } from '../sigma/fold.ts';
import { ANY, literalOf, ONE, type Pattern, type PatternPart } from '../sigma/pattern.ts';
import type { Expression, Test } from '../sigma/rule.ts';

/** Fields that are a column of text, or a text member of one: the column's path is the field's in lower case. */
const columnFields = new Set([
  'eventName',
  'eventSource',
  'errorCode',
  'eventType',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'userIdentity.type',
  'userIdentity.arn',
  'userIdentity.userName',
  'userIdentity.accessKeyId',
]);

/**
 * A predicate of Athena SQL that is true of every event for which the expression holds, and of few others: rules are evaluated here, the engine
 * only leaves out what cannot match.
 *
 * @returns null when nothing can be left out
 */
export function narrow(expression: Expression): string | null {
  switch (expression.kind) {
    case 'not':
      return null;
    case 'and': {
      const parts = expression.of.map(narrow).filter((part) => part !== null);
      return parts.length === 0 ? null : joined(parts, 'AND');
    }
    case 'or':
      return allOrNothing(expression.of.map(narrow), 'OR');
    case 'item': {
      const { field } = expression;
      if (field === null || !columnFields.has(field)) return null;
      const predicates = expression.tests.map((test) => predicateOf(field.toLowerCase(), test));
      return allOrNothing(predicates, 'OR');
    }
  }
}

/** Only texts of ASCII: how engines fold the rest is their own affair. */
function predicateOf(column: string, test: Test): string | null {
  if (test.kind !== 'text' || !test.pattern.parts.every((part) => typeof part !== 'string' || isAscii(part))) return null;
  const literal = literalOf(test.pattern);
  if (literal !== null) return `lower(${column}) = ${quoteLiteral(fold(literal))}`;
  return `lower(${column}) LIKE ${quoteLiteral(likeText(test.pattern))} ESCAPE '\\'`;
}

const likeText = (pattern: Pattern): string => pattern.parts.map(likePart).join('');

function likePart(part: PatternPart): string {
  if (part === ANY) return '%';
  if (part === ONE) return '_';
  return fold(part).replace(/[\\%_]/g, '\\$&');
}

const allOrNothing = (parts: readonly (string | null)[], operator: 'AND' | 'OR'): string | null =>
  parts.every((part) => part !== null) ? joined(parts, operator) : null;

const joined = (parts: readonly string[], operator: 'AND' | 'OR'): string =>
  parts.length === 1 ? `${parts[0]}` : `(${parts.join(` ${operator} `)})`;
