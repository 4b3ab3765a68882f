import { DuckDBDecimalType, DuckDBListType, DuckDBMapType, DuckDBStructType, type DuckDBType, DuckDBTypeId } from '@duckdb/node-api';

const names: Partial<Record<DuckDBTypeId, string>> = {
  [DuckDBTypeId.BOOLEAN]: 'boolean',
  [DuckDBTypeId.TINYINT]: 'tinyint',
  [DuckDBTypeId.SMALLINT]: 'smallint',
  [DuckDBTypeId.INTEGER]: 'integer',
  [DuckDBTypeId.BIGINT]: 'bigint',
  // Athena has no unsigned and no wider integers: sums and counts there are bigint.
  [DuckDBTypeId.UTINYINT]: 'smallint',
  [DuckDBTypeId.USMALLINT]: 'integer',
  [DuckDBTypeId.UINTEGER]: 'bigint',
  [DuckDBTypeId.UBIGINT]: 'bigint',
  [DuckDBTypeId.HUGEINT]: 'bigint',
  [DuckDBTypeId.UHUGEINT]: 'bigint',
  [DuckDBTypeId.FLOAT]: 'real',
  [DuckDBTypeId.DOUBLE]: 'double',
  [DuckDBTypeId.TIMESTAMP]: 'timestamp(3)',
  [DuckDBTypeId.TIMESTAMP_TZ]: 'timestamp(3) with time zone',
  [DuckDBTypeId.DATE]: 'date',
  [DuckDBTypeId.TIME]: 'time(3)',
  [DuckDBTypeId.INTERVAL]: 'interval day to second',
  [DuckDBTypeId.BLOB]: 'varbinary',
  [DuckDBTypeId.UUID]: 'uuid',
  [DuckDBTypeId.SQLNULL]: 'unknown',
};

/** Athena's name of a type of DuckDB; `varchar` for what Athena does not know, since its values come as text. */
export function athenaType(type: DuckDBType): string {
  if (type instanceof DuckDBListType) return `array(${athenaType(type.valueType)})`;
  if (type instanceof DuckDBMapType) return `map(${athenaType(type.keyType)}, ${athenaType(type.valueType)})`;
  if (type instanceof DuckDBDecimalType) return `decimal(${type.width},${type.scale})`;
  if (type instanceof DuckDBStructType) {
    return `row(${type.entryNames.map((name, index) => `${name} ${athenaType(type.entryTypes[index] as DuckDBType)}`).join(', ')})`;
  }
  if (type.alias === 'JSON') return 'json';
  return names[type.typeId] ?? 'varchar';
}
