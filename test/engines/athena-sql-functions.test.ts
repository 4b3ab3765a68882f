import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, expect, test } from 'vitest';
import { duckdbType } from '../../src/athena-sql/duckdb-text.ts';
import type { SqlFunction } from '../../src/athena-sql/functions/function.ts';
import { functions } from '../../src/athena-sql/functions/index.ts';
import type { Pattern } from '../../src/athena-sql/functions/signature.ts';
import { translate } from '../../src/athena-sql/translate.ts';
import { simple, type Type } from '../../src/athena-sql/type.ts';
import { catalog, openEvidence } from './athena-sql-evidence.ts';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openEvidence();
});

const samples: Readonly<Record<string, string>> = {
  boolean: 'TRUE',
  integer: '1',
  bigint: '1',
  double: '0.5',
  varchar: "'a'",
  varbinary: "to_utf8('a')",
  date: "DATE '2026-01-07'",
  timestamp: "TIMESTAMP '2026-01-07 02:25:18'",
  'timestamp with time zone': 'from_unixtime(0)',
  'interval day to second': "INTERVAL '1' DAY",
  json: "json_parse('[1]')",
  ipaddress: "CAST('10.0.0.1' AS ipaddress)",
};

/** Texts that a function reads, by its name and the place of the argument. */
const texts: Readonly<Record<string, readonly (string | undefined)[]>> = {
  format: ['%d %d'],
  at_timezone: [undefined, 'UTC'],
  chr: [],
  contains: ['10.0.0.0/8'],
  date: ['2026-01-07'],
  date_add: ['day'],
  date_diff: ['day'],
  date_format: [undefined, '%Y-%m-%d'],
  date_parse: ['2026', '%Y'],
  date_trunc: ['day'],
  from_unixtime: [undefined, 'UTC'],
  extract: ['day'],
  format_datetime: [undefined, 'yyyy'],
  from_base64: ['YQ=='],
  from_base: ['11'],
  from_hex: ['41'],
  regexp_extract: [undefined, '(a)'],
  from_iso8601_date: ['2026-01-07'],
  from_iso8601_timestamp: ['2026-01-07'],
  is_json_scalar: ['1'],
  json_array_contains: ['["a"]'],
  json_array_get: ['[1, 2]'],
  json_array_length: ['[1]'],
  json_extract: ['{"a": 1}', '$.a'],
  json_extract_scalar: ['{"a": 1}', '$.a'],
  json_parse: ['{}'],
  json_size: ['{"a": 1}', '$.a'],
  parse_datetime: ['2026', 'yyyy'],
  split_to_map: ['a=1', ',', '='],
  with_timezone: [undefined, 'UTC'],
};

/** What the variables of a signature stand for in the samples. */
const variables: Readonly<Record<string, Type>> = {
  D: { kind: 'decimal', precision: 38, scale: 1 },
  K: simple('varchar'),
  L: simple('varchar'),
  N: simple('double'),
  W: simple('varchar'),
};
const variable = (name: string): Type => variables[name] ?? simple('integer');

function sample(pattern: Pattern, name: string, index: number): string {
  switch (pattern.kind) {
    case 'type': {
      const text = pattern.type.kind === 'varchar' ? texts[name]?.[index] : undefined;
      if (text !== undefined) return `'${text}'`;
      return samples[pattern.type.kind] ?? 'NULL';
    }
    case 'variable':
      return variable(pattern.name).kind === 'decimal' ? "DECIMAL '1.5'" : (samples[variable(pattern.name).kind] ?? 'NULL');
    case 'array':
      return `ARRAY[${sample(pattern.element, name, index)}]`;
    case 'map':
      return `MAP(ARRAY[${sample(pattern.key, name, index)}], ARRAY[${sample(pattern.value, name, index)}])`;
    case 'row':
      return `ROW(${pattern.members.map((member, place) => sample(member, name, place)).join(', ')})`;
    case 'lambda': {
      const parameters = pattern.parameters.map((_, place) => `x${place}`);
      return `(${parameters.join(', ')}) -> ${pattern.result.kind === 'type' ? 'TRUE' : 'x0'}`;
    }
  }
}

function resultOf(pattern: Pattern): Type {
  switch (pattern.kind) {
    case 'type':
      return pattern.type;
    case 'variable':
      return variable(pattern.name);
    case 'array':
      return { kind: 'array', element: resultOf(pattern.element) };
    case 'map':
      return { kind: 'map', key: resultOf(pattern.key), value: resultOf(pattern.value) };
    case 'row':
      return { kind: 'row', fields: pattern.members.map((member) => ({ name: null, type: resultOf(member) })) };
    case 'lambda':
      throw new Error('a function gives no lambda');
  }
}

/** Functions whose arguments are written in a syntax of their own. */
const ownSyntax: Readonly<Record<string, string>> = {
  json_array: "json_array(1, 'a')",
  json_exists: "json_exists('{}', 'lax $.a')",
  json_object: "json_object('a' : 1)",
  json_query: "json_query('{}', 'lax $.a')",
  json_value: "json_value('{}', 'lax $.a')",
  normalize: "normalize('a')",
};

function statementFor({ kind, signature }: SqlFunction): string {
  const args = signature.parameters.map((parameter, index) => sample(parameter, signature.name, index));
  const call = `${signature.name}(${signature.name === 'count' && args.length === 0 ? '*' : args.join(', ')})`;
  if (signature.name === 'grouping') return 'SELECT grouping(eventname) FROM irworkshopgluetablecloudtrail GROUP BY eventname';
  const syntax = ownSyntax[signature.name];
  if (syntax !== undefined) return `SELECT ${syntax}`;
  if (signature.name === 'extract') return `SELECT EXTRACT(DAY FROM ${args[1]})`;
  if (['current_date', 'current_timestamp', 'localtimestamp'].includes(signature.name)) return `SELECT ${signature.name}`;
  if (signature.name === 'map' && args.length === 0) return 'SELECT CAST(MAP() AS map(varchar, integer))';
  if (signature.name === 'from_base') return `SELECT from_base('11', 10)`;
  if (signature.name === 'listagg') return `SELECT listagg('a', ',') WITHIN GROUP (ORDER BY 1)`;
  return `SELECT ${call}${kind === 'window' ? ' OVER (ORDER BY 1)' : ''}`;
}

/** Forms that are known, to be refused with a way around. */
const isRefused = ({ signature: { name, parameters } }: SqlFunction): boolean =>
  ['array_sort', 'regexp_replace'].includes(name) && parameters.some(({ kind }) => kind === 'lambda');

const cases = functions
  .filter((entry) => !isRefused(entry))
  .map((entry) => ({ statement: statementFor(entry), type: duckdbType(resultOf(entry.signature.result)), entry }));

test.each(cases)('$statement has the type that its signature says', async ({ statement, type, entry }) => {
  const translation = translate(statement, catalog);
  if (translation.kind !== 'query') throw new Error('a SELECT is a query');
  const reader = await connection.runAndReadAll(`SELECT typeof(COLUMNS(*)) FROM (${translation.sql}) LIMIT 1`);
  const wanted = (await connection.runAndReadAll(`SELECT typeof(CAST(NULL AS ${type}))`)).getRows();
  expect({ name: entry.signature.name, rows: reader.getRows() }).toEqual({ name: entry.signature.name, rows: wanted });
});
