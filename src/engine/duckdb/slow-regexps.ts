import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBScalarFunction,
  type DuckDBType,
  type DuckDBVector,
  INTEGER,
  LIST,
  listValue,
  VARCHAR,
} from '@duckdb/node-api';
import { slowRegexpFunctions } from '../../athena-sql/functions/slow-regexp.ts';

/*
 * What RE2 cannot do is done by JavaScript, row by row. A pattern may run away here: nothing can stop it but the end of the process, which is why
 * statements of others run in the sandbox.
 */

/** Gives an engine the functions over JavaScript's regular expressions. */
export function registerSlowRegexps(connection: DuckDBConnection): void {
  const register = (name: string, parameterTypes: readonly DuckDBType[], returnType: DuckDBType, rowOf: RowFunction): void =>
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name,
        parameterTypes: [VARCHAR, VARCHAR, VARCHAR, ...parameterTypes],
        returnType,
        specialHandling: true,
        mainFunction: (_, input, output) => fill(input, output, rowOf),
      }),
    );
  register(slowRegexpFunctions.find, [INTEGER, INTEGER], LIST(VARCHAR), (text, regexp, group, most) =>
    listValue(found(text, regexp, Number(group), Number(most))),
  );
  register(slowRegexpFunctions.split, [], LIST(VARCHAR), (text, regexp) => listValue(pieces(text, regexp)));
  register(slowRegexpFunctions.replace, [VARCHAR], VARCHAR, (text, regexp, by) => text.replaceAll(regexp, String(by)));
}

type RowFunction = (text: string, regexp: RegExp, ...more: readonly unknown[]) => Parameters<DuckDBVector['setItem']>[1];

function fill(input: DuckDBDataChunk, output: DuckDBVector, rowOf: RowFunction): void {
  const [texts, patterns, flags, ...more] = Array.from({ length: input.columnCount }, (_, column) => input.getColumnVector(column));
  let last: { readonly source: unknown; readonly regexp: RegExp } | undefined;
  for (let row = 0; row < input.rowCount; row++) {
    const text = texts?.getItem(row);
    const source = patterns?.getItem(row);
    if (last?.source !== source) last = { source, regexp: new RegExp(String(source), `${String(flags?.getItem(row))}gv`) };
    output.setItem(
      row,
      typeof text === 'string' && last !== undefined ? rowOf(text, last.regexp, ...more.map((vector) => vector.getItem(row))) : null,
    );
  }
  output.flush();
}

/** What a group found; null where it took no part. */
function found(text: string, regexp: RegExp, group: number, most: number): (string | null)[] {
  const values: (string | null)[] = [];
  for (const match of text.matchAll(regexp)) {
    values.push(match[group] ?? null);
    if (values.length >= most) break;
  }
  return values;
}

/** The texts between the matches; groups are not among them. */
function pieces(text: string, regexp: RegExp): string[] {
  const parts: string[] = [];
  let end = 0;
  for (const match of text.matchAll(regexp)) {
    parts.push(text.slice(end, match.index));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)];
}
