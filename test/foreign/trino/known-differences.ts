/** A difference that is known and meant; a statement names it in a comment before it, `-- differs: json-key-order`. */
export interface KnownDifference {
  readonly id: string;
  readonly what: string;
  readonly source: string;
}

export const knownDifferences: readonly KnownDifference[] = [
  {
    id: 'json-key-order',
    what: 'json_parse, CAST(... AS json) and json_object keep the members of an object in the order of the text; Trino sorts or shuffles them. Two objects are equal here when their texts are.',
    source: 'trino.io/docs/current/functions/json.html: json_parse gives a canonical form',
  },
  {
    id: 'json-array-get',
    what: 'json_array_get of a text gives JSON, in quotes; Trino gives the text without them, which is no JSON.',
    source: 'trino.io/docs/current/functions/json.html: "the semantics of this function are broken"',
  },
  {
    id: 'upper-sharp-s',
    what: "upper('ß') is 'ẞ'; Trino leaves it as it is.",
    source: 'Unicode has a capital letter since version 5.1; DuckDB maps to it',
  },
  {
    id: 'text-length',
    what: 'typeof tells varchar for every text; Trino tells the length of a literal too.',
    source: 'docs.aws.amazon.com/athena/latest/APIReference/API_ColumnInfo.html: the type is varchar, the length stands apart',
  },
  {
    id: 'json-trailing-text',
    what: 'A text with something behind its JSON is no JSON, and json_extract_scalar gives NULL; Trino does not read on once it has found the member.',
    source: 'trino.io/docs/current/functions/json.html: "the value is NULL if json is not valid" is not what it does',
  },
  {
    id: 'nan-equality',
    what: 'NaN equals NaN; to Trino it does not.',
    source: 'duckdb.org/docs/stable/sql/data_types/numeric: NaN is equal to itself',
  },
];
