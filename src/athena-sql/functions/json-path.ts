import { quoteText } from '../duckdb-text.ts';
import { invalid, unsupported } from '../refusal.ts';
import type { Argument } from './function.ts';

const step = /\.([A-Za-z0-9_@:-]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|\['((?:[^'\\]|\\.)*)'\]/y;

/** A path of Athena (`$.a.b`, `$["a b"]`, `$.list[0]`) as a literal of DuckDB, where every name is quoted. */
export function jsonPath(path: Argument): string {
  if (path.text === undefined) throw unsupported(path.at, 'a JSON path has to be a literal text');
  const { text, at } = path;
  if (/\[\*\]|\.\.|\.\*|\[\?/.test(text)) {
    throw unsupported(at, `"${text}" names many values, which is not supported`, `Use UNNEST(CAST(json_extract(..., '$.list') AS array(json))).`);
  }
  const body = text.startsWith('$') ? text.slice(1) : text.startsWith('[') ? text : `.${text}`;
  let result = '$';
  step.lastIndex = 0;
  while (step.lastIndex < body.length) {
    const match = step.exec(body);
    if (match === null) throw invalid(at, `"${text}" is not a JSON path`, `Write '$.name', '$["name"]' or '$.list[0]'.`);
    const [, plain, index, double, single] = match;
    const name = plain ?? (double ?? single)?.replaceAll(/\\(.)/g, '$1');
    if (name?.includes('"')) throw unsupported(at, 'a double quote in a JSON path is not supported');
    result += name === undefined ? `[${index}]` : `."${name}"`;
  }
  return quoteText(result);
}
