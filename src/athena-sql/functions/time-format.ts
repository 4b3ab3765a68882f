import { quoteText } from '../duckdb-text.ts';
import { unsupported } from '../refusal.ts';
import type { Argument } from './function.ts';

/** The letters of date_format and date_parse (MySQL's) that DuckDB spells otherwise. */
const mysql: Readonly<Record<string, string>> = {
  a: '%a',
  b: '%b',
  c: '%-m',
  d: '%d',
  e: '%-d',
  f: '%f',
  H: '%H',
  h: '%I',
  I: '%I',
  i: '%M',
  j: '%j',
  k: '%-H',
  l: '%-I',
  M: '%B',
  m: '%m',
  p: '%p',
  r: '%I:%M:%S %p',
  S: '%S',
  s: '%S',
  T: '%H:%M:%S',
  W: '%A',
  Y: '%Y',
  y: '%y',
  '%': '%%',
};

/** A format of `date_format` as one of `strftime`. */
export function mysqlFormat(format: Argument): string {
  if (format.text === undefined) throw unsupported(format.at, 'a date format has to be a literal text');
  const text = format.text.replaceAll(/%([\s\S]?)/g, (whole, letter: string) => {
    const found = Object.hasOwn(mysql, letter) ? mysql[letter] : undefined;
    if (found === undefined)
      throw unsupported(format.at, `"${whole}" in a date format is not supported`, `Supported are %${Object.keys(mysql).join(' %')}.`);
    return found;
  });
  return quoteText(text);
}

/** Letters of Joda's formats (`yyyy-MM-dd`), by the letter repeated as often as it stands. */
const joda: Readonly<Record<string, string>> = {
  yyyy: '%Y',
  YYYY: '%Y',
  yy: '%y',
  MMMM: '%B',
  MMM: '%b',
  MM: '%m',
  M: '%-m',
  dd: '%d',
  d: '%-d',
  HH: '%H',
  H: '%-H',
  hh: '%I',
  h: '%-I',
  mm: '%M',
  ss: '%S',
  SSS: '%g',
  a: '%p',
  EEEE: '%A',
  EEE: '%a',
  DDD: '%j',
};

/** A format of `format_datetime` as one of `strftime`. */
export function jodaFormat(format: Argument): string {
  if (format.text === undefined) throw unsupported(format.at, 'a date format has to be a literal text');
  const text = format.text.replaceAll(/'((?:[^']|'')*)'|([A-Za-z])\2*|%/g, (whole, quoted?: string) => {
    if (whole === '%') return '%%';
    if (quoted !== undefined) return quoted === '' ? "'" : quoted.replaceAll("''", "'").replaceAll('%', '%%');
    const found = Object.hasOwn(joda, whole) ? joda[whole] : undefined;
    if (found === undefined)
      throw unsupported(format.at, `"${whole}" in a date format is not supported`, `Supported are ${Object.keys(joda).join(' ')}.`);
    return found;
  });
  return quoteText(text);
}
