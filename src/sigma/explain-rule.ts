import type { JsonObject } from '../core/json.ts';
import { isJsonObject } from '../core/json.ts';
import { flattened } from './field-values.ts';
import { holds, type SigmaRecord, valuesFor } from './match.ts';
import { showTest, showValue } from './reasons.ts';
import type { Expression, Item, Rule } from './rule.ts';

/** One condition of a rule beside what the record has. */
export interface Check {
  /** Null for a keyword, which is looked for in the whole record. */
  readonly field: string | null;
  /** `AccessDenied or Client.UnauthorizedOperation`, with `not` before what must not be. */
  readonly asked: string;
  /** Null when the record has no such field. */
  readonly found: string | null;
}

/** How a rule stands to one record. */
export interface Explanation {
  readonly matches: boolean;
  /** The conditions that decided: all that hold of a rule that matches, those that fail of one that does not. */
  readonly checks: readonly Check[];
  /** How many conditions would have to be different for a match, at least. */
  readonly missing: number;
}

/** Values and alternatives that one check shows. */
const MAX_SHOWN = 4;

/** Says why a rule matches a record, or what it lacks. */
export function explainRule(rule: Pick<Rule, 'detection'>, event: SigmaRecord): Explanation {
  const record = event as JsonObject;
  const isMatch = holds(rule.detection, record);
  return { matches: isMatch, checks: unique(checks(rule.detection, record, true, isMatch)), missing: missing(rule.detection, record, true) };
}

/**
 * @param wanted false inside a `not`
 * @param met whether conditions that are as they must be are looked for, or those that are not
 */
function checks(expression: Expression, record: JsonObject, wanted: boolean, met: boolean): readonly Check[] {
  if ((holds(expression, record) === wanted) !== met) return [];
  switch (expression.kind) {
    case 'not':
      return checks(expression.of, record, !wanted, met);
    case 'item':
      return [checkOf(expression, record, wanted)];
    default:
      return expression.of.flatMap((one) => checks(one, record, wanted, met));
  }
}

/** An `and` needs all that it lacks, an `or` the least of what its alternatives lack; under a `not` it is the other way round. */
function missing(expression: Expression, record: JsonObject, wanted: boolean): number {
  switch (expression.kind) {
    case 'not':
      return missing(expression.of, record, !wanted);
    case 'item':
      return holds(expression, record) === wanted ? 0 : 1;
    default: {
      const parts = expression.of.map((one) => missing(one, record, wanted));
      return (expression.kind === 'and') === wanted ? parts.reduce((sum, part) => sum + part, 0) : Math.min(...parts);
    }
  }
}

function checkOf(item: Item, record: JsonObject, wanted: boolean): Check {
  const values = flattened(valuesFor(item, record));
  const asked = item.tests.map((test) =>
    test.kind === 'exists' ? (test.wanted ? 'present' : 'absent') : test.kind === 'null' ? 'absent' : showTest(test),
  );
  const found = values.map((value) => (isJsonObject(value) ? '{...}' : showValue(item.field ?? '', value)));
  return {
    field: item.field,
    asked: `${wanted ? '' : 'not '}${listed(asked)}`,
    found: item.field === null ? 'the record' : found.length === 0 ? null : listed(found),
  };
}

const listed = (texts: readonly string[]): string =>
  texts.length > MAX_SHOWN ? `${texts.slice(0, MAX_SHOWN).join(' or ')} or ${texts.length - MAX_SHOWN} more` : texts.join(' or ');

const unique = (all: readonly Check[]): readonly Check[] => [...new Map(all.map((check) => [JSON.stringify(check), check])).values()];
