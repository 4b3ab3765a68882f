import { shifted } from '../duckdb-text.ts';
import { invalid, unsupported } from '../refusal.ts';
import type { Type } from '../type.ts';
import { type Argument, type Emit, scalar } from './function.ts';
import { jodaFormat, mysqlFormat } from './time-format.ts';

const units = ['millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'];

/** The unit that a literal names. A date has no hours. */
function unitOf(unit: Argument, time: Type): string {
  if (unit.text === undefined) throw unsupported(unit.at, 'the unit has to be a literal text');
  const name = unit.text.toLowerCase();
  const allowed = time.kind === 'date' ? units.slice(units.indexOf('day')) : units;
  if (!allowed.includes(name)) throw invalid(unit.at, `'${unit.text}' is not a unit of a ${time.kind}`, `The units are ${allowed.join(', ')}.`);
  return name;
}

/** Instants are cut and read in UTC, whatever time zone the engine is set to. */
const inUtc = (value: Argument): string => (value.type.kind === 'timestamp with time zone' ? `timezone('UTC', ${value.sql})` : value.sql);

const truncated: Emit = ([unit, value]) => {
  const cut = `date_trunc('${unitOf(unit, value.type)}', ${inUtc(value)})`;
  if (value.type.kind === 'date') return `CAST(${cut} AS DATE)`;
  return value.type.kind === 'timestamp' ? cut : `timezone('UTC', ${cut})`;
};

/** Whole units that have passed, not borders crossed. */
const difference: Emit = ([unit, from, to]) => `date_sub('${unitOf(unit, from.type)}', ${inUtc(from)}, ${inUtc(to)})`;

const added: Emit = ([unit, amount, value]) => {
  const name = unitOf(unit, value.type);
  const interval = name === 'quarter' ? "INTERVAL '3' MONTH" : name === 'week' ? "INTERVAL '7' DAY" : `INTERVAL '1' ${name.toUpperCase()}`;
  return shifted(value, `+ CAST(${amount.sql} AS INTEGER) * ${interval}`);
};

const part = (name: string, value: Argument): string => `CAST(date_part('${name}', ${inUtc(value)}) AS BIGINT)`;

const parts: Readonly<Record<string, string>> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  week: 'week',
  day: 'day',
  day_of_month: 'day',
  day_of_week: 'isodow',
  dow: 'isodow',
  day_of_year: 'doy',
  doy: 'doy',
  hour: 'hour',
  minute: 'minute',
  second: 'second',
};

const extract: Emit = ([field, value], site) => {
  const name = Object.hasOwn(parts, field.text ?? '') ? parts[field.text ?? ''] : undefined;
  if (name === undefined) throw invalid(site.at, `EXTRACT does not know ${field.text?.toUpperCase()}`, `It knows ${Object.keys(parts).join(', ')}.`);
  return part(name, value);
};

/** A text without a zone is of UTC; a bare day has no `T` and no zone, though it ends like one. */
const fromIso: Emit = ([text]) => {
  const hasZone = `regexp_matches(${text.sql}, 'T.*(Z|[+-]\\d{2}(:?\\d{2})?)$')`;
  return `CASE WHEN ${hasZone} THEN CAST(${text.sql} AS TIMESTAMPTZ) ELSE timezone('UTC', CAST(${text.sql} AS TIMESTAMP)) END`;
};

const toIso: Emit = ([value]) => {
  if (value.type.kind === 'date') return `strftime(${value.sql}, '%Y-%m-%d')`;
  return `strftime(${inUtc(value)}, '%Y-%m-%dT%H:%M:%S.%g${value.type.kind === 'timestamp' ? '' : 'Z'}')`;
};

const formatted: Emit = ([value, format]) => `strftime(${inUtc(value)}, ${mysqlFormat(format)})`;

const zoned: Emit = ([value, zone]) => {
  if (zone.text !== 'UTC') throw unsupported(zone.at, 'only UTC is supported as a time zone');
  return value.type.kind === 'timestamp' ? `timezone('UTC', ${value.sql})` : value.sql;
};

const kinds = ['date', 'timestamp', 'timestamp with time zone'] as const;

/** One signature for each type of time, where `$` stands for the type. */
const each = (signature: string, emit: Emit, types: readonly string[] = kinds) => types.map((type) => scalar(signature.replaceAll('$', type), emit));

/** Functions on times. */
export const timeFunctions = [
  scalar('now() -> timestamp with time zone', 'now()'),
  scalar('current_timestamp() -> timestamp with time zone', 'now()'),
  scalar('localtimestamp() -> timestamp', "timezone('UTC', now())"),
  scalar('current_date() -> date', "CAST(timezone('UTC', now()) AS DATE)"),
  scalar('from_iso8601_timestamp(varchar) -> timestamp with time zone', fromIso),
  scalar('from_iso8601_date(varchar) -> date', 'CAST($1 AS DATE)'),
  ...each('to_iso8601($) -> varchar', toIso),
  scalar('date(varchar) -> date', 'CAST($1 AS DATE)'),
  ...each('date($) -> date', ([value]) => `CAST(${inUtc(value)} AS DATE)`),
  scalar('from_unixtime(double) -> timestamp with time zone', 'to_timestamp($1)'),
  ...each('to_unixtime($) -> double', ([value]) => `epoch(${value.sql})`, kinds.slice(1)),
  ...each('date_trunc(varchar, $) -> $', truncated),
  ...each('date_diff(varchar, $, $) -> bigint', difference),
  ...each('date_add(varchar, bigint, $) -> $', added),
  ...each('date_format($, varchar) -> varchar', formatted),
  scalar('date_parse(varchar, varchar) -> timestamp', ([text, format]) => `strptime(${text.sql}, ${mysqlFormat(format)})`),
  ...each('format_datetime($, varchar) -> varchar', ([value, format]) => `strftime(${inUtc(value)}, ${jodaFormat(format)})`),
  scalar(
    'parse_datetime(varchar, varchar) -> timestamp with time zone',
    ([text, format]) => `timezone('UTC', strptime(${text.sql}, ${jodaFormat(format)}))`,
  ),
  ...each('at_timezone($, varchar) -> timestamp with time zone', zoned, kinds.slice(2)),
  ...each('with_timezone($, varchar) -> timestamp with time zone', zoned, kinds.slice(1, 2)),
  ...each('extract(varchar, $) -> bigint', extract),
  ...Object.entries(parts).flatMap(([name, field]) => each(`${name}($) -> bigint`, ([value]) => part(field, value))),
] as const;

/** Whether a function reads the clock and calendar of a time, and nothing else of it. */
export const readsLocalTime = (name: string): boolean =>
  Object.hasOwn(parts, name) || ['date', 'date_format', 'extract', 'format_datetime'].includes(name);
