/** A slip that people make, seen in the text just before and from the place where the grammar stumbled, and what to write instead. */
interface Slip {
  readonly before?: RegExp;
  readonly from: RegExp;
  readonly hint: string;
}

const fill = 'A placeholder was left in: put the value there, in single quotes, or ? and --param.';

const slips: readonly Slip[] = [
  {
    from: /^::?\s*[A-Za-z]+(?:\(|\b)/,
    before: /\w$/,
    hint: "A cast is written CAST(value AS type); a member of JSON is json_extract_scalar(json, '$.name').",
  },
  { from: /^[=<>!(,]*\s*(?:IN\s*)?\(?\s*(?:<[A-Za-z][\w .-]*>|\{\{?[^}]*\}|\$\{?\w+|\[[A-Za-z_]\w*\]|:[A-Za-z_]\w*|%[\w(])/i, hint: fill },
  { from: /^==/, hint: 'Equality is written with one sign: =.' },
  { from: /^=?\s*[‘’“”]/, hint: "These quotes are typographic: texts stand in straight single quotes, '...'." },
  { from: /^(?:->>?|>'|>>')/, hint: "A member of JSON is json_extract_scalar(json, '$.name')." },
  { from: /^>/, before: /-$/, hint: "A member of JSON is json_extract_scalar(json, '$.name')." },
  { from: /^ILIKE\b/i, hint: "Athena has no ILIKE: write lower(column) LIKE 'text%'." },
  { from: /^(?:RLIKE|REGEXP|~)/i, hint: "Write regexp_like(column, 'pattern')." },
  { from: /^,/, before: /\bLIMIT\s+\d+\s*$/i, hint: 'Write OFFSET 5 LIMIT 10.' },
  { from: /^\d+/, before: /\bINTERVAL\s+$/i, hint: "The number of an interval stands in quotes: INTERVAL '7' DAY." },
  { from: /^\d+/, before: /\bSELECT\s+TOP\s+$/i, hint: 'Write LIMIT at the end of the query in place of TOP.' },
  { from: /^(?:FROM|WHERE|GROUP|ORDER)\b/i, before: /,\s*$/, hint: 'A comma too many stands before it.' },
  { from: /^(?:AND|OR)\b/i, hint: 'A condition is missing beside AND or OR.' },
  { from: /^(?:NOT\s+)?IN\s*\(\s*\)/i, hint: 'A list of IN has at least one value.' },
  { from: /^-/, before: /\b(?:FROM|JOIN)\s+[\w".]+$/i, hint: 'A name with a hyphen stands in double quotes: "my-table".' },
  {
    from: /^(?:row_number|rank|\()/i,
    before: /\bQUALIFY\s+$/i,
    hint: 'Athena has no QUALIFY: put the window function into a subquery and use WHERE on it.',
  },
  { from: /^ON\b/i, before: /\bDISTINCT\s+$/i, hint: 'Athena has no DISTINCT ON: use row_number() OVER (PARTITION BY ...) = 1 in a subquery.' },
  { from: /^VIEW\b/i, before: /\bLATERAL\s+$/i, hint: 'LATERAL VIEW is Hive: write CROSS JOIN UNNEST(array) AS t(name).' },
  { from: /^\.\d+/, before: /\d+\.\d+$|\d$/, hint: "An address is a text: '10.0.0.1'." },
  { from: /^\(?\w+/, before: /\*\s*(?:EXCEPT|EXCLUDE|REPLACE)\s*\(?\s*$/i, hint: 'Athena has no * EXCEPT: name the columns.' },
  {
    from: /^(?:MSCK|UNLOAD|ALTER|CREATE|EXTERNAL|PARTITION|TBLPROPERTIES)\b/i,
    hint: 'keytrail reads the table of its lake and changes nothing; ask with SELECT, SHOW or DESCRIBE.',
  },
  { from: /^\S+/, before: /\bDESC(?:RIBE)?\s+(?:FORMATTED|EXTENDED)\s+$/i, hint: 'Write DESCRIBE and the name of the table.' },
];

/**
 * What was likely meant at a place where no grammar goes on.
 *
 * @param offset where in the text, from 0
 * @returns null when nothing known looks like it
 */
export function likelySlip(text: string, offset: number): string | null {
  const [before, from] = [text.slice(Math.max(0, offset - 80), offset), text.slice(offset, offset + 80)];
  return slips.find((slip) => slip.from.test(from) && (slip.before === undefined || slip.before.test(before)))?.hint ?? null;
}
