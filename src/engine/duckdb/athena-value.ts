import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTimeValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { SqlValue } from '../sql-engine.ts';

/** A value of DuckDB as `SqlValue`: integers as numbers while these hold them exactly, times and decimals as Athena's text. */
export function athenaValue(value: DuckDBValue): SqlValue {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof DuckDBListValue) return value.items.map(athenaValue);
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(Object.entries(value.entries).map(([name, member]) => [name, athenaValue(member)]));
  if (value instanceof DuckDBMapValue) return Object.fromEntries(value.entries.map((entry) => [keyText(entry.key), athenaValue(entry.value)]));
  if (value instanceof DuckDBTimestampValue) return timestampText(value.micros);
  if (value instanceof DuckDBTimestampTZValue) return `${timestampText(value.micros)} UTC`;
  if (value instanceof DuckDBDateValue) return timestampText(BigInt(value.days) * DAY).slice(0, -' 00:00:00.000'.length);
  if (value instanceof DuckDBTimeValue) return clockText(value.micros);
  if (value instanceof DuckDBIntervalValue) return intervalText(value);
  if (value instanceof DuckDBBlobValue) return Array.from(value.bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return value.toString();
}

const DAY = 86_400_000_000n;

const keyText = (key: DuckDBValue): string => {
  const value = athenaValue(key);
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
};

/** `2026-01-07 02:25:18.000` of microseconds since 1970. */
function timestampText(micros: bigint): string {
  const days = (micros - modulo(micros, DAY)) / DAY;
  const date = new Date(Number(days) * 86_400_000);
  // Beyond the years of JavaScript's Date.
  if (Number.isNaN(date.getTime())) return new DuckDBTimestampValue(micros).toString();
  return `${date.toISOString().split('T')[0]} ${clockText(modulo(micros, DAY))}`;
}

function clockText(micros: bigint): string {
  const milliseconds = Number(micros / 1000n);
  const two = (value: number): string => String(value).padStart(2, '0');
  const seconds = Math.floor(milliseconds / 1000);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${String(milliseconds % 1000).padStart(3, '0')}`;
}

/** `2 03:00:00.000` or, when it counts months alone, `1-2`: Athena has the two kinds apart. */
function intervalText(interval: DuckDBIntervalValue): string {
  if (interval.months !== 0 && interval.days === 0 && interval.micros === 0n) {
    const months = Math.abs(interval.months);
    return `${interval.months < 0 ? '-' : ''}${Math.floor(months / 12)}-${months % 12}`;
  }
  const total = (BigInt(interval.months) * 30n + BigInt(interval.days)) * DAY + interval.micros;
  const size = total < 0n ? -total : total;
  return `${total < 0n ? '-' : ''}${size / DAY} ${clockText(size % DAY)}`;
}

const modulo = (value: bigint, by: bigint): bigint => ((value % by) + by) % by;
