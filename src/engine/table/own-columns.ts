import type { TypeName } from '../../athena-sql/ast.ts';
import { type ColumnType, columns, type StructType } from '../../core/cloudtrail-table.ts';
import type { TableColumns } from './read-columns.ts';

/** keytrail's columns, as expressions over a table of others. */
export interface OwnColumns {
  /** Items of a SELECT, one for each of keytrail's columns. */
  readonly items: readonly string[];
  /** Columns and members that the table has not; they are NULL. */
  readonly missing: readonly string[];
}

/** CloudTrail tables differ: older ones lack members, some have times as times and JSON as structures. Every column of ours comes out with our type. */
export function ownColumns(table: TableColumns): OwnColumns {
  const missing: string[] = [];
  const items = columns.map(({ name, type }) => `${own(`"${name}"`, name, table.get(name), type, missing)} AS "${name}"`);
  return { items, missing };
}

/** @param path the name by which a missing part is told */
function own(sql: string, path: string, have: TypeName | undefined, want: ColumnType, missing: string[]): string {
  const absent = (): string => {
    missing.push(path);
    return `CAST(NULL AS ${typeSql(want)})`;
  };
  if (have === undefined) return absent();
  if (want === 'string') return asText(sql, have);
  if ('array' in want) {
    if (have.kind !== 'array') return absent();
    const element = own('e', path, have.element, want.array, missing);
    return element === 'e' ? sql : `transform(${sql}, e -> ${element})`;
  }
  return have.kind === 'row' ? ownRow(sql, path, have, want, missing) : absent();
}

function ownRow(sql: string, path: string, have: Extract<TypeName, { kind: 'row' }>, want: StructType, missing: string[]): string {
  const fields = new Map(have.fields.map(({ name, type }) => [name?.toLowerCase(), type]));
  const parts = Object.entries(want.struct).map(([member, type]) => {
    const name = member.toLowerCase();
    const part = `${sql}."${name}"`;
    return { part, made: own(part, `${path}.${name}`, fields.get(name), type, missing) };
  });
  // A structure that has all of it as it should be is taken whole: engines read single members of such a one.
  if (parts.every(({ part, made }) => part === made)) return sql;
  return `IF(${sql} IS NULL, NULL, CAST(ROW(${parts.map(({ made }) => made).join(', ')}) AS ${typeSql(want)}))`;
}

function asText(sql: string, have: TypeName): string {
  if (have.kind !== 'simple') return `json_format(CAST(${sql} AS json))`;
  if (have.name === 'varchar') return sql;
  if (have.name === 'json') return `json_format(${sql})`;
  // The record has ISO 8601, and so has keytrail's SQL.
  if (have.name === 'timestamp') return `date_format(${sql}, '%Y-%m-%dT%H:%i:%sZ')`;
  if (have.name === 'timestamp with time zone') return `date_format(${sql} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%i:%sZ')`;
  return `CAST(${sql} AS varchar)`;
}

function typeSql(type: ColumnType): string {
  if (type === 'string') return 'varchar';
  if ('array' in type) return `array(${typeSql(type.array)})`;
  return `row(${Object.entries(type.struct)
    .map(([name, member]) => `"${name.toLowerCase()}" ${typeSql(member)}`)
    .join(', ')})`;
}
