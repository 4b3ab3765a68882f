import type { Pattern } from '../../sigma/pattern.ts';
import { ANY } from '../../sigma/pattern.ts';
import type { Anchor, Item, Test } from '../../sigma/rule.ts';
import type { Field, Fields } from './field.ts';
import { type JsonValues, jsonValues } from './json-values.ts';
import { isPortable, textTest, type ValueTest } from './text-test.ts';

/**
 * How near a predicate has to come to what keytrail itself finds: as near as SQL can, at least all of it, or nothing beyond it. They differ where SQL
 * cannot tell: in objects that are searched as text, letters beyond ASCII, names with dots in them.
 */
export type Nearness = 'near' | 'all' | 'only';

/** A predicate of Athena SQL, never NULL, that holds of the records of which the item does. */
export function itemPredicate(item: Item, fields: Fields, nearness: Nearness): string {
  const { field: path, tests } = item;
  const valueTests = tests.filter((test) => test.kind !== 'null' && test.kind !== 'exists' && test.kind !== 'fieldref');
  const others = tests.filter((test) => test.kind === 'null' || test.kind === 'exists' || test.kind === 'fieldref');
  if (path === null) return anyOf(valueTests.map((test) => keyword(test, fields.record, nearness)));
  const field = fields.field(path);
  // All tests of values go into one expression, because a path into JSON is long to write.
  const parts = valueTests.length === 0 ? [] : [valuesTest(valueTests, field, nearness)];
  return anyOf([...parts, ...others.map((test) => presenceTest(test, field, fields, nearness))]);
}

const anyOf = (parts: readonly string[]): string => (parts.length === 1 ? (parts[0] ?? 'FALSE') : `(${parts.join(' OR ')})`);
const known = (sql: string): string => `coalesce(${sql}, FALSE)`;
/** What cannot be told. */
const unknown = (nearness: Nearness): string => (nearness === 'all' ? 'TRUE' : 'FALSE');

type PresenceTest = Exclude<Test, ValueTest>;

function presenceTest(test: PresenceTest, field: Field, fields: Fields, nearness: Nearness): string {
  if (field.kind === 'absent') return test.kind === 'null' || (test.kind === 'exists' && !test.wanted) ? 'TRUE' : 'FALSE';
  if (!isPrintable(field)) return unknown(nearness);
  if (test.kind === 'null') return nullTest(field);
  if (test.kind === 'fieldref') return reference(field, fields.field(test.field), test, nearness);
  return test.wanted ? presence(field) : `NOT ${presence(field)}`;
}

/** A path of JSON has no way to write a name with a quote. */
const isPrintable = (field: Field): boolean => field.kind !== 'json' || !field.path.some((name) => name.includes('"'));

function nullTest(field: Exclude<Field, { kind: 'absent' }>): string {
  if (field.kind === 'text') return `${field.sql} IS NULL`;
  if (field.kind === 'texts') return `NOT ${presence(field)}`;
  if (field.path.length === 0) return `(${field.sql} IS NULL OR trim(${field.sql}) = 'null')`;
  const { value, values, elements, isInvolved } = jsonValues(field);
  const quick = `coalesce(json_format(${value}), 'null') = 'null'`;
  const long = `coalesce(cardinality(${values}), 0) = 0 OR ${known(`any_match(${elements}, v -> json_format(v) = 'null')`)}`;
  return `CASE WHEN ${isInvolved} THEN ${long} ELSE ${quick} END`;
}

function presence(field: Exclude<Field, { kind: 'absent' }>): string {
  if (field.kind === 'text') return `(${field.sql} IS NOT NULL)`;
  if (field.kind === 'texts') return `(coalesce(cardinality(filter(${field.array}, v -> v IS NOT NULL)), 0) > 0)`;
  if (field.path.length === 0) return `(${field.sql} IS NOT NULL)`;
  const { value, values, isInvolved } = jsonValues(field);
  return `(CASE WHEN ${isInvolved} THEN coalesce(cardinality(${values}), 0) > 0 ELSE ${value} IS NOT NULL END)`;
}

function valuesTest(tests: readonly ValueTest[], field: Field, nearness: Nearness): string {
  if (field.kind === 'absent') return 'FALSE';
  if (!isPrintable(field)) return unknown(nearness);
  const told = nearness === 'near' ? tests : tests.filter(isPortable);
  if (told.length < tests.length && nearness === 'all') return 'TRUE';
  if (told.length === 0) return 'FALSE';
  if (field.kind === 'text') return known(anyOf(told.map((test) => textTest(test, field.sql))));
  if (field.kind === 'texts') {
    if (field.isStructure && nearness === 'all' && told.some(searchesObjects)) return 'TRUE';
    return known(`any_match(${field.array}, v -> ${anyOf(told.map((test) => textTest(test, 'v')))})`);
  }
  if (field.path.length === 0) return wholeJson(told, field.sql, nearness);
  const json = jsonValues(field);
  const quick = known(jsonTest(told, json.value, json.scalar, nearness));
  const long = known(`any_match(${json.elements}, v -> ${jsonTest(told, 'v', "json_extract_scalar(v, '$')", nearness)})`);
  return dotted(`CASE WHEN ${json.isInvolved} THEN ${long} ELSE ${quick} END`, json, nearness);
}

/** Tests of one value of JSON. An object is searched as its text and as each text in it. */
function jsonTest(tests: readonly ValueTest[], value: string, scalar: string, nearness: Nearness): string {
  const ofScalar = known(anyOf(tests.map((test) => textTest(test, scalar))));
  if (!tests.some(searchesObjects) || nearness === 'only') return ofScalar;
  const isObject = `json_format(${value}) LIKE '{%'`;
  if (nearness === 'all') return `(${ofScalar} OR ${isObject})`;
  const contained = tests.filter(isContained).map((test) => textTest(test, `json_format(${value})`));
  return contained.length === 0 ? ofScalar : `(${ofScalar} OR (${isObject} AND ${anyOf(contained)}))`;
}

const searchesObjects = (test: ValueTest): boolean => test.kind === 'text' || test.kind === 'regex';

function wholeJson(tests: readonly ValueTest[], sql: string, nearness: Nearness): string {
  if (nearness === 'all') return `(${sql} IS NOT NULL)`;
  if (nearness === 'only') return 'FALSE';
  const decoded = `coalesce(json_format(json_extract(${sql}, '$')), ${sql})`;
  return known(anyOf(tests.map((test) => textTest(test, isContained(test) ? decoded : sql))));
}

/** A pattern that may begin and end anywhere: it lies within a text of JSON when it lies within a value of it. */
const isContained = (test: ValueTest): boolean => test.kind === 'text' && isOpen(test.pattern);
const isOpen = ({ parts }: Pattern): boolean => parts[0] === ANY && parts.at(-1) === ANY;

/** A member whose own name has dots goes before a nested one; SQL looks for the nested one alone. */
function dotted(sql: string, { hasDottedName }: JsonValues, nearness: Nearness): string {
  if (hasDottedName === null || nearness === 'near') return sql;
  return nearness === 'all' ? `(${sql} OR ${known(hasDottedName)})` : `(${sql} AND NOT ${known(hasDottedName)})`;
}

function reference(field: Field, other: Field, { anchor, cased }: Extract<Test, { kind: 'fieldref' }>, nearness: Nearness): string {
  if (other.kind === 'absent' || field.kind === 'absent') return 'FALSE';
  const folded = (sql: string): string => (cased ? sql : `lower(${sql})`);
  if (field.kind === 'text' && other.kind === 'text') return known(standsIn(folded(field.sql), folded(other.sql), anchor));
  if (nearness !== 'near') return unknown(nearness);
  const inner = `any_match(${textsIn(other)}, b -> ${known(standsIn(folded('a'), folded('b'), anchor))})`;
  return known(`any_match(${textsIn(field)}, a -> ${known(inner)})`);
}

function textsIn(field: Exclude<Field, { kind: 'absent' }>): string {
  if (field.kind === 'text') return `ARRAY[${field.sql}]`;
  return field.kind === 'texts' ? field.array : `transform(${jsonValues(field).elements}, v -> json_extract_scalar(v, '$'))`;
}

function standsIn(text: string, part: string, anchor: Anchor): string {
  switch (anchor) {
    case 'whole':
      return `${text} = ${part}`;
    case 'start':
      return `starts_with(${text}, ${part})`;
    case 'end':
      return `starts_with(reverse(${text}), reverse(${part}))`;
    case 'anywhere':
      return `strpos(${text}, ${part}) > 0`;
  }
}

/** A keyword is looked for in the text of the whole record, where names of members stand, too. */
function keyword(test: ValueTest, record: string, nearness: Nearness): string {
  const isSure =
    test.kind === 'text' &&
    isContained(test) &&
    isPortable(test) &&
    test.pattern.parts.every((part) => typeof part !== 'string' || !/["\\\p{C}]/u.test(part));
  return nearness === 'near' || (nearness === 'all' && isSure) ? known(textTest(test, record)) : unknown(nearness);
}
