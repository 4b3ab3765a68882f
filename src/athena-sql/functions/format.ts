import { quoteText } from '../duckdb-text.ts';
import { unsupported } from '../refusal.ts';
import { isInteger } from '../type.ts';
import { type Argument, type Emit, scalar } from './function.ts';

const specifier = /%(?:(\d+)\$)?([-+0, ]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

/** A value as Java's `%s` writes it. */
function textOf({ sql, type, at }: Argument): string {
  if (type.kind === 'varchar') return sql;
  if (isInteger(type) || ['boolean', 'date', 'decimal', 'unknown'].includes(type.kind)) return `CAST(${sql} AS VARCHAR)`;
  if (type.kind === 'double' || type.kind === 'real') return `CAST(${sql} AS VARCHAR)`;
  throw unsupported(at, `a ${type.kind} in format is not supported`, 'Turn it into text first: CAST(... AS varchar).');
}

/**
 * `format('%s did %,d calls', name, n)`: each piece by itself, since Java and C agree on less than they seem to.
 */
const format: Emit = (args) => {
  const [pattern, ...values] = args;
  if (pattern.text === undefined) throw unsupported(pattern.at, 'format needs its format as a literal text');
  let next = 0;
  let from = 0;
  const pieces: string[] = [];
  for (const match of pattern.text.matchAll(specifier)) {
    const [whole, place, flags = '', width, precision, letter = ''] = match;
    pieces.push(quoteText(pattern.text.slice(from, match.index)));
    from = match.index + whole.length;
    if (letter === '%') {
      pieces.push("'%'");
      continue;
    }
    const value = values[place === undefined ? next++ : Number(place) - 1];
    if (value === undefined) throw unsupported(pattern.at, `format has no value for "${whole}"`);
    pieces.push(pieceText(value, { whole, flags, width, precision, letter }));
  }
  if (pattern.text.slice(from).includes('%')) throw unsupported(pattern.at, `"${pattern.text.slice(from)}" in a format is not supported`);
  pieces.push(quoteText(pattern.text.slice(from)));
  return `(${pieces.filter((piece) => piece !== "''").join(' || ') || "''"})`;
};

interface Specifier {
  readonly whole: string;
  readonly flags: string;
  readonly width: string | undefined;
  readonly precision: string | undefined;
  readonly letter: string;
}

function pieceText(value: Argument, { whole, flags, width = '', precision, letter }: Specifier): string {
  const orNull = (sql: string): string => `COALESCE(${sql}, ${quoteText('null')})`;
  if (letter === 's' && precision === undefined && /^-?$/.test(flags)) return `printf('%${flags}${width}s', ${orNull(textOf(value))})`;
  if ('dxXo'.includes(letter) && isInteger(value.type) && precision === undefined)
    return orNull(`printf('%${flags}${width}${letter}', ${value.sql})`);
  if ('fe'.includes(letter) && ['double', 'real', 'decimal'].includes(value.type.kind)) {
    return orNull(`printf('%${flags}${width}.${precision ?? '6'}${letter}', CAST(${roundedHalfUp(value.sql, letter, precision ?? '6')} AS DOUBLE))`);
  }
  if (letter === 'b' && value.type.kind === 'boolean' && flags === '' && width === '') return orNull(`CAST(${value.sql} AS VARCHAR)`);
  throw unsupported(value.at, `"${whole}" of a ${value.type.kind} in format is not supported`, 'Supported are %s, %d, %x, %o, %f, %e, %b and %%.');
}

/** Java rounds halves up in the decimal digits of a number, C in its binary ones: 2.25 is 2.3, not 2.2. */
const roundedHalfUp = (sql: string, letter: string, digits: string): string =>
  letter === 'f' && Number(digits) <= 12 ? `TRY_CAST(CAST(${sql} AS VARCHAR) AS DECIMAL(38, ${digits}))` : sql;

/** Text by a format. */
export const formatFunctions = [scalar('format(varchar, A, A...) -> varchar', format)] as const;
