import type { Position } from '../ast.ts';
import { nearest } from '../nearest.ts';
import { invalid } from '../refusal.ts';
import {
  type ATNSimulator,
  BaseErrorListener,
  CharStreams,
  CommonTokenStream,
  type ExpressionContext,
  NoViableAltException,
  type ParserRuleContext,
  PredictionMode,
  type RecognitionException,
  type Recognizer,
  type StatementContext,
  type Token,
  TrinoSqlLexer,
  TrinoSqlParser,
} from '../vendor/trino-grammar.js';
import { likelySlip } from './likely-slip.ts';
import { predictSelectItems } from './predict-select-item.ts';

const endOfText = -1;

/** At each open parenthesis the parser looks far ahead: deeper than anyone writes, the time it takes is out of hand. */
const deepest = 64;

/** The first error ends the reading: whatever a parser says after it is guesswork. */
class FirstError extends BaseErrorListener {
  override syntaxError<S extends Token, T extends ATNSimulator>(
    recognizer: Recognizer<T>,
    offending: S | null,
    line: number,
    column: number,
    _message: string,
    cause: RecognitionException | null,
  ): void {
    if (offending === null || !(recognizer instanceof TrinoSqlParser)) throw invalid({ line, column: column + 1 }, 'this cannot be read');
    // Where the parser had to look ahead to choose a way, what it expects is known for the fork, not for the place where no way goes on.
    throw misplaced(offending, recognizer, cause instanceof NoViableAltException ? '' : `; expected ${expected(recognizer)}`);
  }
}

/** A token where none like it can stand. Most often a keyword just before it, or it itself, is misspelt. */
function misplaced(token: Token, parser: TrinoSqlParser, more = ''): Error {
  const at = { line: token.line, column: token.column + 1 };
  const text = token.text ?? '';
  if (token.type === endOfText)
    return invalid(at, `the statement ends too early${more}`, isOpen(parser) ? 'A parenthesis is not closed.' : undefined);
  const slip = likelySlip(token.inputStream?.getText(0, token.inputStream.size - 1) ?? '', token.start);
  if (slip !== null) return invalid(at, `"${text}" does not belong here${more}`, slip);
  if (text.toUpperCase() === 'OFFSET') return invalid(at, `"${text}" does not belong here`, 'In Athena OFFSET stands before LIMIT.');
  for (const name of [wordBefore(token.tokenIndex, parser), token.type === TrinoSqlParser.IDENTIFIER ? text : null]) {
    const keyword = name === null ? null : nearest(name, clauseWords);
    if (keyword !== null) return invalid(at, `"${text}" does not belong here${more}`, `Did you mean ${keyword} in place of "${name}"?`);
  }
  return invalid(at, `"${text}" does not belong here${more}`);
}

const clauseWords = [
  'SELECT',
  'FROM',
  'WHERE',
  'GROUP',
  'HAVING',
  'ORDER',
  'LIMIT',
  'UNION',
  'JOIN',
  'WITH',
  'VALUES',
  'DESCRIBE',
  'SHOW',
  'BETWEEN',
  'LIKE',
];

/** The word before a token, when the grammar took it for a name. */
function wordBefore(index: number, parser: TrinoSqlParser): string | null {
  for (let i = index - 1; i >= 0; i--) {
    const token = parser.tokenStream.get(i);
    if (token.channel === 0) return token.type === TrinoSqlParser.IDENTIFIER ? token.text : null;
  }
  return null;
}

function isOpen(parser: TrinoSqlParser): boolean {
  let depth = 0;
  for (let i = 0; i < parser.tokenStream.size; i++) {
    const { text } = parser.tokenStream.get(i);
    if (text === '(') depth++;
    else if (text === ')') depth--;
  }
  return depth > 0;
}

/** What could stand at the place of an error, in a few words. */
function expected(parser: TrinoSqlParser): string {
  const tokens = parser.getExpectedTokens().toArray();
  if (tokens.includes(TrinoSqlParser.KW_DEALLOCATE) && tokens.includes(TrinoSqlParser.KW_SELECT)) return 'SELECT, WITH, VALUES, SHOW or DESCRIBE';
  if (tokens.includes(TrinoSqlParser.KW_CASE)) return 'an expression';
  if (tokens.includes(TrinoSqlParser.IDENTIFIER)) return 'a name';
  const words = tokens.filter((type) => type !== endOfText).map((type) => (parser.vocabulary.getDisplayName(type) ?? '').replaceAll("'", ''));
  return words.length > 6 ? `one of ${words.slice(0, 6).join(' ')} ...` : words.join(' or ');
}

/** Reads with the fast prediction first; only a text that it cannot read, right or wrong, is read again with the full one. */
function read<C>(text: string, start: (parser: TrinoSqlParser, tokens: readonly Token[]) => C): C {
  try {
    return readWith(PredictionMode.SLL, text, start);
  } catch {
    return readWith(PredictionMode.LL, text, start);
  }
}

function readWith<C>(mode: number, text: string, start: (parser: TrinoSqlParser, tokens: readonly Token[]) => C): C {
  const errors = new FirstError();
  const lexer = new TrinoSqlLexer(CharStreams.fromString(text));
  lexer.removeErrorListeners();
  lexer.addErrorListener(errors);
  const tokens = new CommonTokenStream(lexer);
  tokens.fill();
  refuseOpenQuotes(tokens.getTokens());
  refuseDeepNesting(tokens.getTokens());
  const parser = new TrinoSqlParser(tokens);
  parser.removeErrorListeners();
  parser.addErrorListener(errors);
  parser.interpreter.predictionMode = mode;
  predictSelectItems(parser);
  return start(parser, tokens.getTokens());
}

/** To the lexer a quote that is never closed is a token of its own; the parser would stumble elsewhere. */
function refuseOpenQuotes(tokens: readonly Token[]): void {
  for (const { text, line, column } of tokens) {
    const at = { line, column: column + 1 };
    if (text === "'") throw invalid(at, 'a text that begins with a single quote is never closed', "A quote within a text is written twice: 'it''s'.");
    if (text === '"') throw invalid(at, 'a name that begins with a double quote is never closed');
  }
}

function refuseDeepNesting(tokens: readonly Token[]): void {
  let depth = 0;
  for (const { text, line, column } of tokens) {
    if (text === '(' || text === '[' || text?.toUpperCase() === 'CASE') depth++;
    else if (text === ')' || text === ']' || text?.toUpperCase() === 'END') depth--;
    if (depth > deepest)
      throw invalid({ line, column: column + 1 }, `this is nested more than ${deepest} levels deep`, 'Put the inner parts in a WITH clause.');
  }
}

/** The tree of a statement, and where in the text its `?` stand, in order. */
export interface StatementTree {
  readonly tree: StatementContext;
  readonly questionMarks: readonly number[];
}

/**
 * Reads one statement of Trino SQL; a semicolon may end it.
 *
 * @throws KeytrailError `KT_QUERY_INVALID` with the place of the first error, or of a second statement
 */
export const readStatement = (text: string): StatementTree =>
  read(text, (parser, tokens) => {
    if (nextToken(parser).type === endOfText) throw invalid({ line: 1, column: 1 }, 'there is no statement');
    const tree = parser.singleStatement();
    const next = nextToken(parser);
    if (next.type === endOfText) {
      const marks = tokens.filter((token) => token.type === TrinoSqlParser.QUESTION_MARK);
      return { tree: tree.statement(), questionMarks: marks.map((token) => token.start) };
    }
    if (tree.SEMICOLON() === null) throw misplaced(next, parser);
    throw invalid({ line: next.line, column: next.column + 1 }, 'a second statement begins here; one at a time');
  });

function nextToken(parser: TrinoSqlParser): Token {
  const token = parser.tokenStream.LT(1);
  if (token === null) throw new Error('the token stream has no end');
  return token;
}

/** The tree of one expression that stands alone. */
export const readExpression = (text: string): ExpressionContext =>
  read(text, (parser) => {
    const tree = parser.standaloneExpression().expression();
    if (nextToken(parser).type !== endOfText) throw misplaced(nextToken(parser), parser);
    return tree;
  });

/** A part of the statement as it is written. */
export function sourceOf(context: ParserRuleContext): string {
  const { start, stop } = context;
  if (!start?.inputStream || !stop) throw new Error('the grammar gave a part without a text');
  return start.inputStream.getText(start.start, stop.stop);
}

/** Where a part of the tree begins. */
export function positionOf(context: ParserRuleContext): Position {
  const token = context.start;
  return { line: token?.line ?? 1, column: (token?.column ?? 0) + 1 };
}
