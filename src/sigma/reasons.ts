import type { JsonObject, JsonValue } from '../core/json.ts';
import { isJsonObject } from '../core/json.ts';
import { isSecretMember, MASK } from '../core/secrets.ts';
import { flattened } from './field-values.ts';
import { holds, type SigmaRecord, testHolds, valuesFor } from './match.ts';
import { showPattern } from './pattern.ts';
import type { Expression, Item, NumberOperator, Rule, Test } from './rule.ts';

/** One thing that is true of a matched record: `eventName is` + `CreateUser`, or `errorCode is absent` without a value. */
export interface Reason {
  readonly claim: string;
  /** Quoted where it holds more than plain characters, cut when long; null when the claim says all. */
  readonly value: string | null;
}

const MAX_SHOWN = 120;
const comparisons: Readonly<Record<NumberOperator, string>> = { eq: '', lt: '< ', lte: '<= ', gt: '> ', gte: '>= ' };

/** Why a rule matches a record: what it asked for and found, and of its `not` branches what is absent or different. */
export const reasonsFor = (rule: Rule, event: SigmaRecord): readonly Reason[] => reasons(rule.detection, event as JsonObject, true);

/** @param wanted false inside a `not`: the expression does not hold, and the reasons are why not */
function reasons(expression: Expression, record: JsonObject, wanted: boolean): readonly Reason[] {
  switch (expression.kind) {
    case 'not':
      return reasons(expression.of, record, !wanted);
    case 'item':
      return statements(expression, record, wanted);
    default:
      return expression.of.filter((one) => holds(one, record) === wanted).flatMap((one) => reasons(one, record, wanted));
  }
}

function statements(item: Item, record: JsonObject, wanted: boolean): readonly Reason[] {
  const values = valuesFor(item, record);
  const field = item.field ?? 'the record';
  if (values.length === 0) return [{ claim: `${field} is absent`, value: null }];
  if (item.tests.some((test) => test.kind === 'exists')) return [{ claim: `${field} is present`, value: null }];
  const references = item.tests.flatMap((test) => (test.kind === 'fieldref' ? [test.field] : []));
  if (references.length > 0)
    return references.map((other) => ({ claim: `${field} ${wanted ? 'agrees with' : 'differs from'} ${other}`, value: null }));
  const [value, ...more] = flattened(values);
  if (value !== undefined && more.length === 0 && !isJsonObject(value)) return [{ claim: `${field} is`, value: showValue(field, value) }];
  const verb = wanted ? 'holds' : 'does not hold';
  return item.tests
    .filter((test) => testHolds(test, values, record) === wanted)
    .map((test) => ({ claim: `${field} ${verb}`, value: showTest(test) }));
}

/** A value of a record as text; of a member that holds a secret never the value. */
export const showValue = (field: string, value: JsonValue): string =>
  isSecretMember(field.slice(field.lastIndexOf('.') + 1)) ? MASK : show(String(value));

/** What a test asks for. */
export function showTest(test: Test): string {
  switch (test.kind) {
    case 'text':
      return show(showPattern(test.pattern));
    case 'regex':
      return show(`/${test.regex.source}/`);
    case 'fieldref':
      return test.field;
    case 'network':
      return `an address of ${test.network.text}`;
    case 'number':
      return `${test.part === null ? '' : `${test.part} `}${comparisons[test.operator]}${test.value}`;
    case 'boolean':
      return String(test.value);
    case 'null':
    case 'exists':
      return 'null';
  }
}

/** Text of a log is the attacker's: what is not plain is quoted, and characters that steer a terminal are written out. */
function show(text: string): string {
  const cut = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}...` : text;
  if (/^[\w.:/@+=,*-]+$/.test(cut)) return cut;
  return JSON.stringify(cut).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
