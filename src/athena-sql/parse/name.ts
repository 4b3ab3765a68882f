import type { Identifier } from '../ast.ts';
import { invalid } from '../refusal.ts';
import {
  BackQuotedIdentifierContext,
  DigitIdentifierContext,
  type IdentifierContext,
  QuotedIdentifierContext,
  type StringContext,
  UnicodeStringLiteralContext,
} from '../vendor/trino-grammar.js';
import { positionOf } from './grammar.ts';

/** A name, without its quotes. */
export function identifierOf(context: IdentifierContext): Identifier {
  const at = positionOf(context);
  const text = context.getText();
  if (text.includes('\0')) throw invalid(at, 'a name cannot hold the character U+0000');
  if (context instanceof BackQuotedIdentifierContext) {
    throw invalid(
      at,
      'a name is quoted with double quotes in a query, not with backquotes',
      `Write "${text.slice(1, -1)}", or leave the quotes away.`,
    );
  }
  if (context instanceof DigitIdentifierContext) throw invalid(at, `"${text}" begins with a digit: a name like that needs double quotes`);
  return { at, text: context instanceof QuotedIdentifierContext ? text.slice(1, -1).replaceAll('""', '"') : text };
}

/** The text that a string literal stands for. */
export function textOf(context: StringContext): string {
  if (context instanceof UnicodeStringLiteralContext) return unicodeText(context);
  return unquoted(context.getText());
}

const unquoted = (literal: string): string => literal.slice(1, -1).replaceAll("''", "'");

function unicodeText(context: UnicodeStringLiteralContext): string {
  const body = unquoted(context.UNICODE_STRING().getText().slice(2));
  const custom = context.STRING();
  const mark = custom === null ? '\\' : unquoted(custom.getText());
  if ([...mark].length !== 1) throw invalid(positionOf(context), 'UESCAPE takes one character');
  return body
    .split(mark + mark)
    .map((part) => withEscapes(part, mark, context))
    .join(mark);
}

const withEscapes = (part: string, mark: string, context: UnicodeStringLiteralContext): string =>
  part
    .split(mark)
    .map((piece, index) => {
      if (index === 0) return piece;
      const [match, long, short] = /^(?:\+([0-9a-fA-F]{6})|([0-9a-fA-F]{4}))/.exec(piece) ?? [];
      const code = Number.parseInt(long ?? short ?? '', 16);
      if (match === undefined || code > 0x10ffff) throw invalid(positionOf(context), `"${mark}${piece.slice(0, 7)}" is not a Unicode escape`);
      return String.fromCodePoint(code) + piece.slice(match.length);
    })
    .join('');
