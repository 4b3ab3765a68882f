import type { Attack, Outcome } from './sandbox-attacks.ts';

const nested = (open: string, inner: string, close: string, depth: number): string => `${open.repeat(depth)}${inner}${close.repeat(depth)}`;
const listed = (length: number, element: (index: number) => string, separator = ', '): string =>
  Array.from({ length }, (_, index) => element(index)).join(separator);

const deep: Outcome = ['INVALID', 'nested'];

/** Statements that are large or deep: they are answered or refused at once. */
export const shapes: readonly Attack[] = [
  ['parentheses', `SELECT ${nested('(', '1', ')', 1000)}`, deep],
  ['calls', `SELECT ${nested('lower(', "'a'", ')', 1000)}`, deep],
  ['cases', `SELECT ${nested('CASE WHEN true THEN ', '1', ' END', 1000)}`, deep],
  ['arrays', `SELECT ${nested('ARRAY[', '1', ']', 1000)}`, deep],
  ['types', `SELECT CAST(NULL AS ${nested('array(', 'integer', ')', 1000)})`, deep],
  ['queries in FROM', `SELECT * FROM ${nested('(SELECT * FROM ', 'T', ')', 1000)}`, deep],
  ['queries in SELECT', `SELECT ${nested('(SELECT ', '1', ')', 16)}`, { rows: [[1]] }],
  ['queries in queries in SELECT', `SELECT ${nested('(SELECT ', '1', ')', 40)}`, ['UNSUPPORTED', 'nested']],
  ['queries in queries in WHERE', `SELECT 1 FROM T WHERE ${nested('EXISTS (SELECT 1 FROM T WHERE ', 'true', ')', 40)}`, ['UNSUPPORTED', 'nested']],
  ['open parentheses', `SELECT ${'('.repeat(100_000)}`, deep],
  ['NOT', `SELECT ${'NOT '.repeat(5_000)}true`, deep],
  ['sums', `SELECT 1${' + 1'.repeat(5_000)}`, deep],
  ['joined texts', `SELECT 'a'${" || 'a'".repeat(5_000)}`, deep],
  ['calls whose text doubles', `SELECT ${nested('greatest(1, ', '2', ')', 60)}`, ['UNSUPPORTED', 'too long for the engine']],
  ['OR', `SELECT count(*) FROM T WHERE ${listed(1_000, (index) => `eventid = 'x-${index}'`, ' OR ')}`, { rows: [[0]] }],
  ['AND', `SELECT count(*) FROM T WHERE ${listed(1_000, (index) => `eventid <> 'x-${index}'`, ' AND ')}`, { rows: [[3]] }],
  ['a list', `SELECT count(*) FROM T WHERE eventid IN (${listed(5_000, (index) => `'x-${index}'`)})`, { rows: [[0]] }],
  ['columns', `SELECT ${listed(500, (index) => `${index} AS c${index}`)}`, { rows: [Array.from({ length: 500 }, (_, index) => index)] }],
  ['text beyond what Athena takes', `SELECT '${'a'.repeat(262_144)}'`, ['LIMIT', 'the statement has 262153 bytes of 262144']],
  ['text in many bytes', `SELECT '${'\u{1F4A3}'.repeat(70_000)}'`, ['LIMIT', 'the statement has 280009 bytes of 262144']],
];

const stopped: Outcome = [
  'LIMIT',
  /^the (query ran longer than 0\.5 seconds|query needs more than 256 MiB of memory|answer holds more than 4 MiB|answer has more than 20000 rows)\.$/,
];
const endless = (index: number): string => `UNNEST(sequence(1, 9000)) AS t${index}(x${index})`;

/** Statements that are small and take for ever, or all there is. */
export const bombs: readonly Attack[] = [
  ['a cross join', `SELECT count(*) FROM ${listed(4, endless)} WHERE x0 * x1 + x2 = x3 + 7`, stopped],
  ['a cross join to be shown', `SELECT * FROM ${listed(3, endless)}`, stopped],
  ['a cross join to be sorted', `SELECT * FROM ${listed(3, endless)} ORDER BY x0 * x1 % 7 LIMIT 9000000`, stopped],
  ['a cross join to be grouped', `SELECT x0 * x1 * x2, count(*) FROM ${listed(3, endless)} GROUP BY 1`, stopped],
  ['a cross join in a window', `SELECT max(r) FROM (SELECT row_number() OVER (ORDER BY x0 * x1 % 7) AS r FROM ${listed(3, endless)})`, stopped],
  ['a sequence', 'SELECT cardinality(sequence(1, 60000000))', ['FAILED', 'must not have more than 10000 entries']],
  ['a padded text', `SELECT length(rpad('a', 2000000000, 'b'))`, stopped],
  ['padded texts in an array', `SELECT cardinality(array_agg(lpad(CAST(x0 AS varchar), 1000000, 'b'))) FROM ${endless(0)}`, stopped],
  [
    'padded texts in one',
    `SELECT length(listagg(lpad(CAST(x0 AS varchar), 1000000, 'b'), ',') WITHIN GROUP (ORDER BY x0)) FROM ${endless(0)}`,
    stopped,
  ],
  ['a text that doubles', `SELECT length(reduce(transform(sequence(1, 60), x -> 'a'), 'a', (s, x) -> s || s, s -> s))`, stopped],
  [
    'lambdas in lambdas',
    `SELECT cardinality(transform(sequence(1, 9000), x -> transform(sequence(1, 9000), y -> transform(sequence(1, 9000), z -> x * y * z))))`,
    stopped,
  ],
  [
    'regular expressions over and over',
    `SELECT count(*) FROM ${listed(2, endless)} WHERE regexp_like(lpad(CAST(x0 * x1 AS varchar), 5000, 'a'), '(a|b|ab)*c')`,
    stopped,
  ],
  ['a regular expression that runs away with look-ahead', `SELECT regexp_like(lpad('!', 50, 'a'), '^(a+)+$(?!x)')`, stopped],
  [
    'names that double',
    `WITH ${listed(40, (index) => `t${index} AS (SELECT a.x FROM ${index === 0 ? 'UNNEST(sequence(1, 2)) AS a(x), UNNEST(sequence(1, 2)) AS b(x)' : `t${index - 1} AS a, t${index - 1} AS b`})`)} SELECT count(*) FROM t39`,
    stopped,
  ],
  ['JSON that grows', `SELECT json_format(json_parse('[' || lpad('1', 5999999, '1,') || ']'))`, stopped],
];
