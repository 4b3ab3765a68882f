import { type Emit, scalar } from './function.ts';
import { jsonPath } from './json-path.ts';

/** Text that is no JSON gives NULL; DuckDB would fail. The conditions nest because both sides of an AND are evaluated. */
const whenValid = (json: string, value: string): string => `CASE WHEN json_valid(${json}) THEN ${value} END`;

const extractScalar: Emit = ([json, path]) => {
  const place = jsonPath(path);
  const value = `json_extract_string(${json.sql}, ${place})`;
  return whenValid(json.sql, `CASE WHEN json_type(${json.sql}, ${place}) NOT IN ('OBJECT', 'ARRAY', 'NULL') THEN ${value} END`);
};

const extract: Emit = ([json, path]) => whenValid(json.sql, `json_extract(${json.sql}, ${jsonPath(path)})`);

const arrayLength: Emit = ([json]) =>
  whenValid(json.sql, `CASE WHEN json_type(${json.sql}) = 'ARRAY' THEN CAST(json_array_length(${json.sql}) AS BIGINT) END`);

const size: Emit = ([json, path]) => {
  const part = `json_extract(${json.sql}, ${jsonPath(path)})`;
  const counted = `CASE json_type(${part}) WHEN 'ARRAY' THEN CAST(json_array_length(${part}) AS BIGINT) WHEN 'OBJECT' THEN len(json_keys(${part})) ELSE CASE WHEN ${part} IS NULL THEN NULL ELSE 0 END END`;
  return whenValid(json.sql, counted);
};

const arrayContains: Emit = ([json, value]) => {
  const members = `list_transform(json_extract(${json.sql}, '$[*]'), lambda e: CAST(e AS VARCHAR))`;
  return whenValid(json.sql, `CASE WHEN json_type(${json.sql}) = 'ARRAY' THEN list_contains(${members}, CAST(to_json(${value.sql}) AS VARCHAR)) END`);
};

const arrayGet: Emit = ([json, index]) => {
  const place = `CAST(${index.sql} AS INTEGER)`;
  return whenValid(json.sql, `CASE WHEN json_type(${json.sql}) = 'ARRAY' THEN json_extract(${json.sql}, ${place}) END`);
};

/** Functions take JSON as a value of type json and as text alike. */
const both = (signature: string, emit: Emit) => [scalar(signature, emit), scalar(signature.replace('(varchar', '(json'), emit)];

/** Functions on JSON. */
export const jsonFunctions = [
  ...both('json_extract_scalar(varchar, varchar) -> varchar', extractScalar),
  ...both('json_extract(varchar, varchar) -> json', extract),
  ...both('json_array_length(varchar) -> bigint', arrayLength),
  ...both('json_array_get(varchar, bigint) -> json', arrayGet),
  ...both('json_array_contains(varchar, varchar) -> boolean', arrayContains),
  ...both('json_array_contains(varchar, bigint) -> boolean', arrayContains),
  ...both('json_array_contains(varchar, boolean) -> boolean', arrayContains),
  ...both('json_array_contains(varchar, double) -> boolean', arrayContains),
  ...both('json_size(varchar, varchar) -> bigint', size),
  scalar('json_parse(varchar) -> json', 'json($1)'),
  scalar('json_format(json) -> varchar', 'CAST(json($1) AS VARCHAR)'),
  ...both('is_json_scalar(varchar) -> boolean', "json_type($1) NOT IN ('OBJECT', 'ARRAY')"),
] as const;
