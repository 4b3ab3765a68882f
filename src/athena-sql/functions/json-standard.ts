import { quoteText } from '../duckdb-text.ts';
import { invalid, unsupported } from '../refusal.ts';
import { isInteger, simple } from '../type.ts';
import { fromJson } from './from-json.ts';
import { type Argument, type Emit, scalar } from './function.ts';

/** A step of a path: a member, an element by its place from 0, all elements, or all members. */
type Step = { readonly member: string } | { readonly index: number | 'last' } | 'elements' | 'members';

const step = /\s*(?:\.\s*(?:([A-Za-z_][A-Za-z0-9_]*)(?!\s*\()|"((?:[^"\\]|\\.)*)"|(\*))|\[\s*(?:(\d+)|(last)|(\*))\s*\])/y;

/** A path of the SQL standard, `lax $.a[0]."b c"`, without filters and methods. */
function stepsOf({ text = '', at }: Argument): { readonly strict: boolean; readonly steps: readonly Step[] } {
  const [whole, mode] = /^\s*(lax|strict)\s*\$/.exec(text) ?? [];
  if (whole === undefined) throw invalid(at, `'${text}' is not a JSON path`, `A path begins with its mode: 'lax $.name'.`);
  const steps: Step[] = [];
  step.lastIndex = whole.length;
  while (step.lastIndex < text.trimEnd().length) {
    const match = step.exec(text);
    if (match === null)
      throw unsupported(at, `'${text}' is not supported: a JSON path here has names, places and * alone`, 'Use json_extract and UNNEST.');
    const [, name, quoted, members, place, last, elements] = match;
    const member = name ?? quoted?.replaceAll(/\\(.)/g, '$1');
    if (member !== undefined) steps.push({ member });
    else steps.push(members ? 'members' : elements ? 'elements' : { index: last ? 'last' : Number(place) });
  }
  if (mode === 'strict' && steps.some((part) => part === 'elements' || part === 'members')) {
    throw unsupported(at, 'a strict JSON path with * is not supported', 'Write lax.');
  }
  return { strict: mode === 'strict', steps };
}

const listWhen = (type: string, list: string, otherwise: string): string => `CASE json_type(e) WHEN '${type}' THEN ${list} ELSE ${otherwise} END`;
const elements = `json_extract(e, '$[*]')`;

/** In lax mode a member of an array is that member of each of its elements, and anything is an array of itself. */
function stepText(part: Step, strict: boolean): string {
  const alone = strict ? '[]' : '[e]';
  if (part === 'elements') return listWhen('ARRAY', elements, alone);
  const each = (list: (value: string) => string): string =>
    strict ? list('e') : listWhen('ARRAY', `flatten(list_transform(${elements}, lambda e: ${list('e')}))`, list('e'));
  if (part === 'members') return each((value) => `CASE json_type(${value}) WHEN 'OBJECT' THEN json_extract(${value}, '$.*') ELSE [] END`);
  if ('member' in part) {
    if (part.member.includes('"')) throw new Error('a double quote in a member of a JSON path');
    return each((value) => `[json_extract(${value}, ${quoteText(`$."${part.member}"`)})]`);
  }
  if (part.index === 'last') return listWhen('ARRAY', `[json_extract(e, '$[#-1]')]`, alone);
  return listWhen('ARRAY', `[json_extract(e, '$[${part.index}]')]`, part.index === 0 ? alone : '[]');
}

/** What a path finds, as a list; NULL where the text is no JSON. */
function found([json, path]: readonly [Argument, Argument, ...Argument[]]): { readonly sql: string; readonly strict: boolean } {
  const { strict, steps } = stepsOf(path);
  const start = `CASE WHEN json_valid(${json.sql}) THEN [CAST(${json.sql} AS JSON)] END`;
  const sql = steps.reduce(
    (list, part) => `list_filter(flatten(list_transform(${list}, lambda e: ${stepText(part, strict)})), lambda e: e IS NOT NULL)`,
    start,
  );
  return { sql, strict };
}

/** What stands for nothing and for a failure: NULL, an error, or a text. */
type Outcome = (word: string | undefined, value: string) => string;

const value: Emit = (args, site) => {
  const [json, , onEmpty, whenEmpty, onError] = args;
  const whenError = args[5];
  const list = found(args);
  const outcome: Outcome = (word, given) =>
    word === 'error' ? site.raise('cannot extract SQL scalar from JSON') : word === 'default' ? given : 'NULL';
  const [empty, failure] = [outcome(onEmpty.text, whenEmpty.sql), outcome(onError?.text, whenError?.sql ?? 'NULL')];
  const tooLarge = `json_type(l[1]) IN ('BIGINT', 'UBIGINT', 'HUGEINT') AND TRY_CAST(json_extract_string(l[1], '$') AS BIGINT) IS NULL`;
  const scalarText = `CASE WHEN json_type(l[1]) IN ('ARRAY', 'OBJECT') OR (${tooLarge}) THEN ${failure} ELSE ${fromJson('l[1]', simple('varchar'), 'TRY_CAST')} END`;
  const chosen = `CASE WHEN l IS NULL THEN ${failure} WHEN len(l) = 0 THEN ${list.strict ? failure : empty} WHEN len(l) > 1 THEN ${failure} ELSE ${scalarText} END`;
  return `CASE WHEN ${json.sql} IS NOT NULL THEN list_transform([${list.sql}], lambda l: ${chosen})[1] END`;
};

const query: Emit = (args, site) => {
  const [json, , wrapping, quotes, onEmpty] = args;
  const onError = args[5];
  const list = found(args);
  const outcome = (word: string | undefined): string =>
    word === 'error' ? site.raise('cannot extract JSON') : word === 'null' || word === undefined ? 'NULL' : quoteText(word);
  const [empty, failure] = [outcome(onEmpty?.text), outcome(onError?.text)];
  const text =
    quotes.text === 'omit'
      ? `CASE json_type(l[1]) WHEN 'VARCHAR' THEN json_extract_string(l[1], '$') ELSE CAST(json(l[1]) AS VARCHAR) END`
      : 'CAST(json(l[1]) AS VARCHAR)';
  const wrapped = `'[' || array_to_string(list_transform(l, lambda e: CAST(json(e) AS VARCHAR)), ',') || ']'`;
  const one =
    wrapping.text === 'unconditional'
      ? wrapped
      : wrapping.text === 'conditional'
        ? `CASE WHEN len(l) = 1 AND json_type(l[1]) IN ('ARRAY', 'OBJECT') THEN ${text} ELSE ${wrapped} END`
        : text;
  const many = wrapping.text === 'without' ? failure : wrapped;
  const chosen = `CASE WHEN l IS NULL THEN ${failure} WHEN len(l) = 0 THEN ${list.strict ? failure : empty} WHEN len(l) > 1 THEN ${many} ELSE ${one} END`;
  return `CASE WHEN ${json.sql} IS NOT NULL THEN list_transform([${list.sql}], lambda l: ${chosen})[1] END`;
};

const exists: Emit = (args) => `CASE WHEN ${args[0].sql} IS NOT NULL THEN COALESCE(len(${found(args).sql}) > 0, FALSE) END`;

/** A value as JSON; only types whose JSON both engines write alike. */
function jsonText({ sql, type, at }: Argument): string {
  if (!isInteger(type) && !['varchar', 'boolean', 'double', 'unknown'].includes(type.kind))
    throw unsupported(at, `a ${type.kind} in JSON is not supported`, 'Turn it into text first.');
  return `CAST(to_json(${sql}) AS VARCHAR)`;
}

/** The JSON functions of the SQL standard, as the parser hands them over. */
export const jsonStandardFunctions = [
  scalar('json_value(varchar, varchar, varchar, varchar, varchar, varchar) -> varchar', value),
  scalar('json_query(varchar, varchar, varchar, varchar, varchar, varchar) -> varchar', query),
  scalar('json_exists(varchar, varchar) -> boolean', exists),
  scalar('json_object() -> varchar', "'{}'"),
  scalar('json_object(A...) -> varchar', (args) => {
    const pairs = args.flatMap((key, index) => (index % 2 === 0 ? [[key, args[index + 1]] as const] : []));
    const texts = pairs.map(([key, member]) => `${jsonText(key)} || ':' || COALESCE(${member === undefined ? 'NULL' : jsonText(member)}, 'null')`);
    return `('{' || ${texts.join(` || ',' || `)} || '}')`;
  }),
  scalar('json_array(A...) -> varchar', ([mode, ...values]) => {
    const texts = values.map((item) => (mode.text === 'null' ? `COALESCE(${jsonText(item)}, 'null')` : jsonText(item)));
    return `('[' || array_to_string([${texts.join(', ')}], ',') || ']')`;
  }),
] as const;
