import { type ColumnType, columns } from '../core/cloudtrail-table.ts';
import { ANY } from './pattern.ts';
import { possibleValues } from './possible-values.ts';
import type { Doubt, Expression, Item, Rule, Test } from './rule.ts';

/** What looks wrong in a rule that is accepted as it stands: fields that no record has, parts that can never have an effect. */
export function lintRule(rule: Rule): readonly Doubt[] {
  const items = [...rule.selections].flatMap(([selection, expression]) => itemsOf(expression).map((item) => ({ selection, item })));
  const used = new Set(partsOf(rule.detection));
  const unused = [...rule.selections].filter(([, expression]) => !partsOf(expression).some((part) => used.has(part)));
  return [
    ...rule.doubts,
    ...items.flatMap(({ selection, item }) =>
      [...fieldDoubts(item), ...item.tests.flatMap((test) => testDoubts(item, test))].map((reason) => ({
        place: { ...rule.place, selection, ...(item.field === null ? {} : { field: item.field }) },
        reason,
      })),
    ),
    ...unused.map(([selection]) => ({ place: { ...rule.place, selection }, reason: 'the condition does not use this selection' })),
    ...neverDoubts(rule.detection).map((reason) => ({ place: rule.place, reason })),
  ];
}

const KEYS = ['eventName', 'eventSource'];
const members: Readonly<Record<string, ColumnType | 'json'>> = Object.fromEntries(
  columns.map(({ member, type, json }) => [member, json ? 'json' : type]),
);

function* walk(expression: Expression): Iterable<Expression> {
  yield expression;
  if (expression.kind === 'not') yield* walk(expression.of);
  else if (expression.kind !== 'item') for (const one of expression.of) yield* walk(one);
}

const partsOf = (expression: Expression): readonly Expression[] => [...walk(expression)];
const itemsOf = (expression: Expression): readonly Item[] => partsOf(expression).filter((part) => part.kind === 'item');

/** A field that stands in no record. Members of JSON columns differ from call to call, so that any may be there. */
function fieldDoubts({ field }: Item): readonly string[] {
  if (field === null || Object.hasOwn(members, field)) return [];
  const [column = '', ...path] = field.split('.');
  const indexed = [column, ...path].find((name) => /(\{\}|\[[\d*]*\])$/.test(name));
  if (indexed !== undefined) {
    return [`"${indexed}" has brackets, and no name in a record has: a path goes through every element of a list without, so it matches nothing`];
  }
  const problem = unknownMember(members, [column, ...path]);
  if (problem === null) return [];
  const { name, known } = problem;
  const alike = known.find((one) => one.toLowerCase() === name.toLowerCase());
  if (alike !== undefined) return [`"${name}" differs from "${alike}" in letter case, and names of fields are case-sensitive: it matches nothing`];
  return [`no CloudTrail record has "${name}"${path.length > 0 ? ` in "${column}"` : ''}: it matches nothing but null`];
}

/** The first name of a path that the table's shape rules out. */
function unknownMember(
  shape: Readonly<Record<string, ColumnType | 'json'>>,
  path: readonly string[],
): { readonly name: string; readonly known: readonly string[] } | null {
  const [name = '', ...rest] = path;
  const type = Object.hasOwn(shape, name) ? shape[name] : undefined;
  if (type === undefined) return { name, known: Object.keys(shape) };
  if (rest.length === 0 || typeof type === 'string') return null;
  const inside = 'array' in type ? type.array : type;
  return typeof inside === 'object' && 'struct' in inside ? unknownMember(inside.struct, rest) : null;
}

function testDoubts({ field, tests }: Item, test: Test): readonly string[] {
  if (test.kind === 'fieldref') {
    const isWholeArn = test.anchor === 'whole' && /arn$/i.test(field ?? '') !== /arn$/i.test(test.field);
    return isWholeArn ? [`an ARN is never equal to ${test.field}: fieldref|endswith may be meant`] : [];
  }
  if (test.kind === 'text' && !tests.some((one) => one.kind === 'null')) {
    const [only] = test.pattern.parts;
    if (test.pattern.parts.length === 1 && only === ANY) return ['"*" holds of every value: exists says that plainly'];
    const literals = test.pattern.parts.filter((part) => typeof part === 'string');
    const named = literals.find((literal) => isFieldName(literal));
    if (named !== undefined) return [`"${named}" is compared as text, not as the field of that name: fieldref may be meant`];
  }
  return [];
}

/** Whether a text is the dotted path of a field, in whatever case it was folded to. */
const isFieldName = (text: string): boolean => {
  const [column = '', ...path] = text.split('.');
  return (
    path.length > 0 &&
    path.every((name) => /^\w+$/.test(name)) &&
    Object.keys(members).some((member) => member.toLowerCase() === column.toLowerCase())
  );
};

/** Parts of the condition that the names of the events rule out. */
function neverDoubts(detection: Expression): readonly string[] {
  return KEYS.flatMap((key) => {
    if (possibleValues(detection, key)?.size === 0) return [`the condition asks for two different values of ${key} at once: it never holds`];
    return partsOf(detection).flatMap((part) => (part.kind === 'and' ? uselessFilters(part.of, key) : []));
  });
}

/** A `not` beside something that never holds together with what it takes away. */
function uselessFilters(parts: readonly Expression[], key: string): readonly string[] {
  const kept = possibleValues({ kind: 'and', of: parts }, key);
  if (kept === null) return [];
  return parts.flatMap((part) => {
    const taken = part.kind === 'not' ? possibleValues(part.of, key) : null;
    if (taken === null || [...taken].some((value) => kept.has(value))) return [];
    return [`a filter asks for ${key} ${[...taken].join(' or ')}, which the rest of the condition rules out: it never takes anything away`];
  });
}
