import type { CloudTrailEvent } from '../core/event.ts';
import type { JsonObject, JsonValue } from '../core/json.ts';
import { fieldValues, flattened, leaves, textsOf } from './field-values.ts';
import { fold } from './fold.ts';
import { fitsPattern } from './pattern.ts';
import type { Anchor, Expression, Item, NumberOperator, Rule, Test } from './rule.ts';
import { timePart } from './time-part.ts';

/** A record as JSON: what a log file holds, or what the lake gives back. */
export type SigmaRecord = JsonObject | CloudTrailEvent;

/** Whether a rule matches one record. */
export const matches = (rule: Pick<Rule, 'detection'>, event: SigmaRecord): boolean => holds(rule.detection, event as JsonObject);

/** Whether an expression holds. A missing field makes a test false, and the `not` of it true; only `null` and `exists: false` ask for it. */
export function holds(expression: Expression, record: JsonObject): boolean {
  switch (expression.kind) {
    case 'and':
      return expression.of.every((one) => holds(one, record));
    case 'or':
      return expression.of.some((one) => holds(one, record));
    case 'not':
      return !holds(expression.of, record);
    case 'item': {
      const values = valuesFor(expression, record);
      return expression.tests.some((test) => testHolds(test, values, record));
    }
  }
}

/** What an item looks at: the values of its field, or of a keyword's whole record. */
export const valuesFor = (item: Item, record: JsonObject): readonly JsonValue[] =>
  item.field === null ? leaves(record) : fieldValues(record, item.field);

/** Whether one test of an item holds of the values of its field. */
export function testHolds(test: Test, values: readonly JsonValue[], record: JsonObject): boolean {
  switch (test.kind) {
    case 'exists':
      return values.length > 0 === test.wanted;
    case 'null':
      return values.length === 0 || flattened(values).includes(null);
    case 'fieldref':
      return refers(test, values, flattened(fieldValues(record, test.field)));
    default:
      return flattened(values).some((value) => valueFits(test, value));
  }
}

function valueFits(test: Exclude<Test, { kind: 'exists' | 'null' | 'fieldref' }>, value: JsonValue): boolean {
  switch (test.kind) {
    case 'text':
      return textsOf(value).some((text) => fitsPattern(test.pattern, test.pattern.cased ? text : fold(text)));
    case 'regex':
      return textsOf(value).some((text) => test.regex.finds(text));
    case 'network':
      return typeof value === 'string' && test.network.holds(value);
    case 'number': {
      const number = test.part === null ? numberIn(value) : typeof value === 'string' ? timePart(value, test.part) : null;
      return number !== null && compares(number, test.operator, test.value);
    }
    case 'boolean':
      return value === test.value || (typeof value === 'string' && fold(value) === String(test.value));
  }
}

/** A number, or the number that a text is; null for everything else. */
export function numberIn(value: JsonValue): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value) ? Number(value) : null;
}

/** Whether `a` stands to `b` as the operator says. */
export function compares(a: number, operator: NumberOperator, b: number): boolean {
  switch (operator) {
    case 'eq':
      return a === b;
    case 'lt':
      return a < b;
    case 'lte':
      return a <= b;
    case 'gt':
      return a > b;
    case 'gte':
      return a >= b;
  }
}

/** Compares two fields of one record. Either one missing is no match. */
function refers(test: Extract<Test, { kind: 'fieldref' }>, values: readonly JsonValue[], others: readonly JsonValue[]): boolean {
  const texts = (list: readonly JsonValue[]): readonly string[] => list.flatMap(textsOf).map((text) => (test.cased ? text : fold(text)));
  const wanted = texts(others);
  return texts(flattened(values)).some((text) => wanted.some((other) => standsIn(text, other, test.anchor)));
}

function standsIn(text: string, part: string, anchor: Anchor): boolean {
  switch (anchor) {
    case 'whole':
      return text === part;
    case 'start':
      return text.startsWith(part);
    case 'end':
      return text.endsWith(part);
    case 'anywhere':
      return text.includes(part);
  }
}
