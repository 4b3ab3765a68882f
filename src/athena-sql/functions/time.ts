import { localTime, shifted, timeOfLocal } from '../duckdb-text.ts';
import { invalid, unsupported } from '../refusal.ts';
import type { Type } from '../type.ts';
import { type Argument, type Emit, scalar } from './function.ts';
import { jodaFormat, mysqlFormat } from './time-format.ts';

const units = ['millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'];

/** Whether a unit is one of the clock; days and longer units are of the calendar. */
const ofClock = (unit: string): boolean => units.indexOf(unit) < units.indexOf('day');

/** The unit that a literal names. A date has no hours. */
function unitOf(unit: Argument, time: Type): string {
  if (unit.text === undefined) throw unsupported(unit.at, 'the unit has to be a literal text');
  const name = unit.text.toLowerCase();
  const allowed = time.kind === 'date' ? units.slice(units.indexOf('day')) : units;
  if (!allowed.includes(name)) throw invalid(unit.at, `'${unit.text}' is not a unit of a ${time.kind}`, `The units are ${allowed.join(', ')}.`);
  return name;
}

const truncated: Emit = ([unit, value]) => {
  const cut = `date_trunc('${unitOf(unit, value.type)}', ${localTime(value)})`;
  if (value.type.kind === 'date') return `CAST(${cut} AS DATE)`;
  return timeOfLocal(cut, value.type);
};

/** Whole units that have passed, not borders crossed. */
const difference: Emit = ([unit, from, to]) => {
  const name = unitOf(unit, from.type);
  // Both on one calendar: that of the first time, or of none where no calendar counts.
  const type: Type = ofClock(name) && from.type.kind === 'timestamp with time zone' ? { kind: from.type.kind } : from.type;
  return `date_sub('${name}', ${localTime({ sql: from.sql, type })}, ${localTime({ sql: to.sql, type })})`;
};

const added: Emit = ([unit, amount, value]) => {
  const name = unitOf(unit, value.type);
  const interval = name === 'quarter' ? "INTERVAL '3' MONTH" : name === 'week' ? "INTERVAL '7' DAY" : `INTERVAL '1' ${name.toUpperCase()}`;
  return shifted(value, `+ CAST(${amount.sql} AS INTEGER) * ${interval}`, ofClock(name) ? 'clock' : 'calendar');
};

const part = (name: string, value: Argument): string => `CAST(date_part('${name}', ${localTime(value)}) AS BIGINT)`;

const parts: Readonly<Record<string, string>> = {
  year: 'year',
  quarter: 'quarter',
  month: 'month',
  week: 'week',
  week_of_year: 'week',
  year_of_week: 'isoyear',
  yow: 'isoyear',
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
  if (value.type.kind === 'date' && ['hour', 'minute', 'second'].includes(name)) throw invalid(site.at, `a date has no ${name}`);
  return part(name, value);
};

/** Times as ISO 8601 writes them, as far as logs do: a month or a year may end early, a week may not stand. */
const isoDay = '[0-9]{4}-[0-9]{2}-[0-9]{2}';
const isoTime = `[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}(:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?)?)?`;
const plainDay = '\\s*[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}\\s*';

/**
 * A conversion of texts of one form; DuckDB's own takes many more, which Athena refuses. It has to be one that gives NULL instead of failing: DuckDB
 * may convert a text before it has looked whether that is of the form.
 */
const checked = (text: string, form: string, converted: string, failure: string): string =>
  `coalesce(CASE WHEN regexp_full_match(${text}, '${form}') THEN ${converted} END, CASE WHEN ${text} IS NOT NULL THEN ${failure} END)`;

/** A text without a zone is of UTC; a bare day has no `T` and no zone, though it ends like one. */
const fromIso: Emit = ([{ sql }], site) => {
  const day = `left(${sql} || '-01-01', 10)`;
  const hour = `CASE WHEN length(${sql}) = 13 THEN ${sql} || ':00' ELSE ${sql} END`;
  const zoned = `regexp_matches(${sql}, 'T.*(Z|[+-]\\d{2}(:?\\d{2})?)$')`;
  const time = `CASE WHEN ${zoned} THEN TRY_CAST(${sql} AS TIMESTAMPTZ) WHEN contains(${sql}, 'T') THEN timezone('UTC', TRY_CAST(${hour} AS TIMESTAMP)) ELSE timezone('UTC', TRY_CAST(${day} AS TIMESTAMP)) END`;
  return checked(sql, isoTime, time, site.raise('Invalid ISO 8601 timestamp'));
};

const toIso: Emit = ([value]) => {
  if (value.type.kind === 'date') return `strftime(${value.sql}, '%Y-%m-%d')`;
  const text = `strftime(${localTime(value)}, '%Y-%m-%dT%H:%M:%S.%g')`;
  if (value.type.kind === 'timestamp') return text;
  const minutes = `date_diff('minute', timezone('UTC', ${value.sql}), ${localTime(value)})`;
  const offset = `list_transform([${minutes}], lambda m: CASE WHEN m = 0 THEN 'Z' ELSE printf('%s%02d:%02d', CASE WHEN m < 0 THEN '-' ELSE '+' END, abs(m) // 60, abs(m) % 60) END)[1]`;
  return `(${text} || ${value.type.kind === 'timestamp with time zone' && value.type.zone !== undefined ? offset : "'Z'"})`;
};

const formatted: Emit = ([value, format]) => `strftime(${localTime(value)}, ${mysqlFormat(format)})`;

/** An instant as it is, or a clock's time in a zone; the analysis puts the zone into the type. */
const zoned: Emit = ([value, zone]) => {
  if (zone.text === undefined) throw unsupported(zone.at, 'a time zone has to be a literal text');
  return value.type.kind === 'timestamp' ? `timezone(${zone.sql}, ${value.sql})` : value.sql;
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
  scalar('from_iso8601_date(varchar) -> date', ([text], site) =>
    checked(text.sql, isoDay, `TRY_CAST(${text.sql} AS DATE)`, site.raise('Invalid ISO 8601 date')),
  ),
  ...each('to_iso8601($) -> varchar', toIso),
  scalar('date(varchar) -> date', ([text], site) =>
    checked(text.sql, plainDay, `TRY_CAST(${text.sql} AS DATE)`, site.raise('Value cannot be cast to date')),
  ),
  ...each('date($) -> date', ([value]) => `CAST(${localTime(value)} AS DATE)`),
  scalar('from_unixtime(double) -> timestamp with time zone', 'to_timestamp($1)'),
  scalar('from_unixtime(double, varchar) -> timestamp with time zone', ([seconds, zone]) => {
    if (zone.text === undefined) throw unsupported(zone.at, 'a time zone has to be a literal text');
    return `to_timestamp(${seconds.sql})`;
  }),
  scalar('current_timezone() -> varchar', "'UTC'"),
  scalar('to_milliseconds(interval day to second) -> bigint', 'CAST(round(epoch($1) * 1000) AS BIGINT)'),
  ...each('last_day_of_month($) -> date', ([value]) => `last_day(${localTime(value)})`),
  ...each('millisecond($) -> bigint', ([value]) => `CAST(date_part('millisecond', ${localTime(value)}) AS BIGINT) % 1000`, kinds.slice(1)),
  ...each('to_unixtime($) -> double', ([value]) => `epoch(${value.sql})`, kinds.slice(1)),
  ...each('date_trunc(varchar, $) -> $', truncated),
  ...each('date_diff(varchar, $, $) -> bigint', difference),
  ...each('date_add(varchar, bigint, $) -> $', added),
  ...each('date_format($, varchar) -> varchar', formatted),
  scalar('date_parse(varchar, varchar) -> timestamp', ([text, format]) => `strptime(${text.sql}, ${mysqlFormat(format)})`),
  ...each('format_datetime($, varchar) -> varchar', ([value, format]) => `strftime(${localTime(value)}, ${jodaFormat(format)})`),
  scalar(
    'parse_datetime(varchar, varchar) -> timestamp with time zone',
    ([text, format]) => `timezone('UTC', strptime(${text.sql}, ${jodaFormat(format)}))`,
  ),
  ...each('at_timezone($, varchar) -> timestamp with time zone', zoned, kinds.slice(2)),
  ...each('with_timezone($, varchar) -> timestamp with time zone', zoned, kinds.slice(1, 2)),
  ...each('extract(varchar, $) -> bigint', extract),
  ...Object.entries(parts).flatMap(([name, field]) => each(`${name}($) -> bigint`, ([value]) => part(field, value))),
] as const;
