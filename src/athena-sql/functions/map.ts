import { fieldName, memberText } from '../duckdb-text.ts';
import { type Argument, applied, scalar } from './function.ts';

const ofEntry = (lambda: Argument): string => applied(lambda, 'e.key', 'e.value');

const rebuilt = (map: Argument, key: string, value: string): string =>
  `map_from_entries(list_transform(map_entries(${map.sql}), lambda e: struct_pack(k := ${key}, v := ${value})))`;

/** Rows as DuckDB wants entries of a map: by the place of their members. */
function entriesOf({ sql, type }: Argument): string {
  const fields = type.kind === 'array' && type.element.kind === 'row' ? type.element.fields : [];
  const [key, value] = fields.map((field, index) => memberText('e', fieldName(field.name, index)));
  return `list_transform(${sql}, lambda e: struct_pack(k := ${key}, v := ${value}))`;
}

/** The pairs of a text such as `a=1,b=2`. */
const splitEntries = 'list_transform(string_split($1, $2), lambda e: struct_pack(k := split_part(e, $3, 1), v := split_part(e, $3, 2)))';

/** Entries `{k, v}` as a map that keeps all values of a key, in order. */
export const multimap = (entries: string): string =>
  `list_transform([${entries}], lambda s: map_from_entries(list_transform(list_distinct(list_transform(s, lambda e: e.k)), ` +
  'lambda k: struct_pack(k := k, v := list_transform(list_filter(s, lambda e: e.k = k), lambda e: e.v)))))[1]';

/** Functions on maps. */
export const mapFunctions = [
  scalar('cardinality(map(K, V)) -> bigint', 'CAST(cardinality($1) AS BIGINT)'),
  scalar('element_at(map(K, V), K) -> V', '$1[$2]'),
  scalar('map(array(K), array(V)) -> map(K, V)', 'map($1, $2)'),
  scalar('map() -> map(K, V)', 'map([], [])'),
  scalar('map_entries(map(K, V)) -> array(row(K, V))', 'list_transform(map_entries($1), lambda e: struct_pack(field0 := e.key, field1 := e.value))'),
  scalar('map_from_entries(array(row(K, V))) -> map(K, V)', ([list]) => `map_from_entries(${entriesOf(list)})`),
  scalar(
    'map_filter(map(K, V), (K, V) => boolean) -> map(K, V)',
    ([map, lambda]) => `map_from_entries(list_filter(map_entries(${map.sql}), lambda e: ${ofEntry(lambda)}))`,
  ),
  scalar('transform_keys(map(K, V), (K, V) => L) -> map(L, V)', ([map, lambda]) => rebuilt(map, ofEntry(lambda), 'e.value')),
  scalar('transform_values(map(K, V), (K, V) => W) -> map(K, W)', ([map, lambda]) => rebuilt(map, 'e.key', ofEntry(lambda))),
  scalar('map_zip_with(map(K, V), map(K, U), (K, V, U) => W) -> map(K, W)', ([a, b, lambda]) => {
    const keys = `list_distinct(map_keys(${a.sql}) || map_keys(${b.sql}))`;
    return `map_from_entries(list_transform(${keys}, lambda k: struct_pack(k := k, v := ${applied(lambda, 'k', `${a.sql}[k]`, `${b.sql}[k]`)})))`;
  }),
  scalar('multimap_from_entries(array(row(K, V))) -> map(K, array(V))', ([list]) => multimap(entriesOf(list))),
  scalar('split_to_multimap(varchar, varchar, varchar) -> map(varchar, array(varchar))', multimap(splitEntries)),
  scalar('map_concat(map(K, V), map(K, V)...) -> map(K, V)', 'map_concat($*)'),
  scalar('map_keys(map(K, V)) -> array(K)', 'map_keys($1)'),
  scalar('map_values(map(K, V)) -> array(V)', 'map_values($1)'),
  scalar('split_to_map(varchar, varchar, varchar) -> map(varchar, varchar)', `map_from_entries(${splitEntries})`),
] as const;
