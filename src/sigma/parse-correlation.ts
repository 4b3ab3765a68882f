import { type Bound, type CorrelationDocument, type CorrelationType, correlationTypes } from './correlation.ts';
import { parseHeader } from './parse-header.ts';
import type { Reading } from './reading.ts';
import { RuleError, type RuleFault, type RulePlace } from './rule-error.ts';

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const operators: readonly Bound['operator'][] = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'];
const fieldTypes: readonly CorrelationType[] = ['value_count', 'value_sum', 'value_avg', 'value_percentile', 'value_median'];

/**
 * Reads a correlation document. Source: Sigma correlation rules specification 2.1.
 *
 * @throws RuleError `bad-correlation`, `bad-correlation-condition`, `bad-timespan`
 */
export function parseCorrelation(document: ReadonlyMap<unknown, unknown>, rule: RulePlace, reading: Reading): CorrelationDocument {
  const header = parseHeader(document, rule);
  const section: unknown = document.get('correlation');
  const place = (key: string): RulePlace => ({ ...rule, field: `correlation.${key}` });
  if (!(section instanceof Map)) throw new RuleError('bad-correlation', { ...rule, field: 'correlation' }, 'the correlation is not a map');
  const type = correlationTypes.find((one) => one === section.get('type'));
  if (type === undefined) {
    const hint = `Types are ${correlationTypes.join(', ')}.`;
    throw new RuleError('bad-correlation', place('type'), `unknown correlation type "${String(section.get('type'))}"`, hint);
  }
  const rules = textsOf(section.get('rules'), 'bad-correlation', place('rules'));
  if (rules.length === 0) throw new RuleError('bad-correlation', place('rules'), 'the correlation names no rules');
  const groupBy = textsOf(section.get('group-by'), 'bad-correlation', place('group-by'));
  const generate: unknown = section.get('generate') ?? document.get('generate') ?? false;
  if (typeof generate !== 'boolean') throw new RuleError('bad-correlation', place('generate'), 'generate takes true or false');
  return {
    ...header,
    type,
    rules,
    groupBy,
    timespan: parseTimespan(section.get('timespan'), place('timespan')),
    ...parseCondition(section.get('condition'), type, rules, place('condition'), reading),
    aliases: parseAliases(section.get('aliases'), place('aliases')),
    generate,
  };
}

function parseTimespan(value: unknown, place: RulePlace): number {
  const [, count = '', unit = ''] = /^(\d+)([smhd])$/.exec(String(value)) ?? [];
  const span = Number(count) * (units[unit] ?? Number.NaN);
  if (span > 0 && Number.isSafeInteger(span)) return span;
  throw new RuleError('bad-timespan', place, `the timespan "${String(value ?? '')}" is not a number and s, m, h or d`, 'Write it like 5m.');
}

type Condition = Pick<CorrelationDocument, 'fields' | 'percentile' | 'bounds'>;

function parseCondition(value: unknown, type: CorrelationType, names: readonly string[], place: RulePlace, reading: Reading): Condition {
  const fault = (reason: string, hint?: string): RuleError => new RuleError('bad-correlation-condition', place, reason, hint);
  const rules = names.length;
  if (type === 'temporal' || type === 'temporal_ordered') {
    const all: Condition = { fields: [], percentile: null, bounds: [{ operator: 'gte', value: rules }] };
    if (value === undefined || value === null || (typeof value === 'string' && asksForAll(value, names))) return all;
    if (typeof value === 'string') {
      const hint = 'Without a condition all rules must match. Write "gte: 2" for two of them.';
      throw fault(`the condition "${value}" is more than all of the rules joined by "and", and how many must match is all that can be asked`, hint);
    }
  }
  if (!(value instanceof Map)) throw fault(value === undefined || value === null ? 'the correlation has no condition' : 'the condition is not a map');

  const fields = textsOf(value.get('field'), 'bad-correlation-condition', place);
  if (fieldTypes.includes(type) !== fields.length > 0) throw fault(`${type} ${fields.length > 0 ? 'takes no' : 'needs'} condition.field`);
  if (fields.length > 1 && type !== 'value_count') throw fault(`${type} takes one field`);
  const percentile = type === 'value_median' ? 50 : type === 'value_percentile' ? (value.get('percentile') ?? null) : null;
  if (type === 'value_percentile' && !(typeof percentile === 'number' && percentile >= 0 && percentile <= 100)) {
    throw fault('value_percentile needs condition.percentile, a number from 0 to 100');
  }
  const bounds: Bound[] = [];
  for (const [key, bound] of value) {
    const operator = operators.find((one) => one === key);
    if (key === 'field' || (key === 'percentile' && type === 'value_percentile')) continue;
    if (operator === undefined) throw fault(`unknown operator "${String(key)}"`);
    if (typeof bound !== 'number') throw fault(`${operator} takes a number`);
    bounds.push({ operator, value: bound });
  }
  if (bounds.length === 0) throw fault('the condition compares with nothing');
  if (type === 'temporal_ordered' && !bounds.every((bound) => holdsOfAll(bound, rules))) {
    throw fault('temporal_ordered asks for all of its rules, so its condition can ask for no other number');
  }
  if (bounds.every(({ operator }) => ['lt', 'lte', 'neq'].includes(operator))) {
    reading.doubt(place, 'the first event of any window meets this condition, and a window without events is never seen');
  }
  return { fields, percentile, bounds };
}

/** Whether a condition in words is what holds without any: each of the rules. */
function asksForAll(text: string, names: readonly string[]): boolean {
  const asked = new Set(text.trim().split(/\s+and\s+/i));
  return asked.size === names.length && names.every((name) => asked.has(name));
}

const holdsOfAll = ({ operator, value }: Bound, rules: number): boolean =>
  (operator === 'gte' && value === rules) || (operator === 'eq' && value === rules) || (operator === 'gt' && value === rules - 1);

function parseAliases(value: unknown, place: RulePlace): CorrelationDocument['aliases'] {
  if (value === undefined || value === null) return new Map();
  const fault = new RuleError('bad-correlation', place, 'aliases map a name to a field for each rule');
  if (!(value instanceof Map)) throw fault;
  return new Map(
    [...value].map(([alias, fields]): [string, ReadonlyMap<string, string>] => {
      if (!(fields instanceof Map)) throw fault;
      if (![...fields.values()].every((field) => typeof field === 'string')) throw fault;
      return [String(alias), new Map([...fields].map(([rule, field]) => [String(rule), String(field)]))];
    }),
  );
}

/** A text or a list of texts; nothing is an empty list. */
function textsOf(value: unknown, fault: RuleFault, place: RulePlace): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return list.map((element) => {
    if (typeof element === 'string') return element;
    throw new RuleError(fault, place, 'it is not a text or a list of texts', 'Quote its elements.');
  });
}
