import { type ErrorCode, KeytrailError } from '../core/errors.ts';
import type { Position } from './ast.ts';

/** A statement that is not answered, and where in its text the reason stands. */
export class QueryRefusal extends KeytrailError {
  readonly at: Position;

  constructor(code: ErrorCode, at: Position, sentence: string, hint?: string) {
    super(code, `line ${at.line}:${at.column}: ${sentence}`, hint === undefined ? {} : { hint });
    this.at = at;
  }
}

/** The statement is wrong: `KT_QUERY_INVALID`, with the place in the text. */
export const invalid = (at: Position, sentence: string, hint?: string): QueryRefusal => new QueryRefusal('KT_QUERY_INVALID', at, sentence, hint);

/** The statement may be right on Athena, and is not supported here: `KT_QUERY_UNSUPPORTED`, with the place in the text and a way around. */
export const unsupported = (at: Position, sentence: string, hint?: string): QueryRefusal =>
  new QueryRefusal('KT_QUERY_UNSUPPORTED', at, sentence, hint);

/** The same refusal with the line of the statement, and a caret under the place, before its hint. */
export function withSourceLine({ code, message, at, hint }: QueryRefusal, statement: string): KeytrailError {
  const line = statement.split(/\r\n|\r|\n/)[at.line - 1] ?? '';
  const from = Math.max(0, at.column - 1 - before);
  const shown = line.slice(from, from + width).replaceAll(/\p{Cc}/gu, ' ');
  const picture = `  ${shown}\n  ${' '.repeat(at.column - 1 - from)}^`;
  return new KeytrailError(code, message, { hint: hint === undefined ? picture : `${picture}\n${hint}` });
}

/** A long line is cut around the place, so that the caret stands under it on a terminal of 80 columns. */
const width = 76;
const before = 50;
