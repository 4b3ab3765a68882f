import { visibleText } from '../../report/visible-text.ts';
import type { Rows } from './answer.ts';
import { cellText } from './cell-text.ts';
import { displayWidth, wrapText } from './display-width.ts';

const GAP = '  ';
/** A column narrower than this reads worse than one value below the other. */
const NARROWEST = 8;

/**
 * Rows as a table that fits a terminal. Long values are wrapped, never cut. Where the columns do not fit beside each other, every row becomes a block of
 * `column  value` lines.
 *
 * @param width columns of the terminal; Infinity where there is none
 */
export function* tableLines(rows: Rows, width: number): Iterable<string> {
  const head = rows.columns.map(visibleText);
  const body = textRows(rows);
  const natural = head.map((name, column) => body.reduce((widest, row) => Math.max(widest, displayWidth(row[column] ?? '')), displayWidth(name)));
  const words = head.map((name, column) => body.reduce((widest, row) => Math.max(widest, widestWord(row[column] ?? '')), widestWord(name)));
  // Ids and times that are broken in the middle cannot be copied: a column has room for its longest word, if that can be had.
  const widths = fitted(natural, words, width) ?? fitted(natural, natural.map(shortest), width);
  if (widths === null) {
    yield* blocks(head, body, width);
    return;
  }
  yield* rowLines(head, widths);
  yield widths.map((columns) => '-'.repeat(columns)).join(GAP);
  for (const row of body) yield* rowLines(row, widths);
}

/** Widths that fit together, none below its least: the widest columns give way first. Null when there is no room for that. */
function fitted(natural: readonly number[], least: readonly number[], width: number): readonly number[] | null {
  const room = width - GAP.length * (natural.length - 1);
  const under = (cap: number): readonly number[] => natural.map((columns, column) => Math.min(columns, Math.max(cap, least[column] ?? 0)));
  const fits = (widths: readonly number[]): boolean => widths.reduce((sum, columns) => sum + columns, 0) <= room;
  if (fits(natural)) return natural;
  if (!fits(under(0))) return null;
  let cap = 0;
  while (fits(under(cap + 1))) cap += 1;
  return under(cap);
}

const shortest = (natural: number): number => Math.min(natural, NARROWEST);
const widestWord = (text: string): number => Math.max(...text.split(' ').map(displayWidth));

function* rowLines(cells: readonly string[], widths: readonly number[]): Iterable<string> {
  const wrapped = cells.map((cell, column) => wrapText(cell, widths[column] ?? NARROWEST));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  for (let line = 0; line < height; line += 1) {
    yield widths
      .map((width, column) => padded(wrapped[column]?.[line] ?? '', width))
      .join(GAP)
      .trimEnd();
  }
}

/** Every row as a block of `column  value` lines, whatever the width. */
export function verticalLines(rows: Rows, width: number): Iterable<string> {
  return blocks(rows.columns.map(visibleText), textRows(rows), width);
}

const textRows = ({ rows }: Rows): readonly (readonly string[])[] => rows.map((row) => row.map((value) => visibleText(cellText(value))));

function* blocks(head: readonly string[], body: readonly (readonly string[])[], width: number): Iterable<string> {
  const names = Math.max(...head.map(displayWidth));
  // Where names leave no room the terminal breaks the line, better than one letter a line.
  const room = width - names - GAP.length;
  for (const [index, row] of body.entries()) {
    yield `--- row ${index + 1}`;
    for (const [column, name] of head.entries()) {
      const value = row[column] ?? '';
      const [first = '', ...more] = room < NARROWEST ? [value] : wrapText(value, room);
      yield `${padded(name, names)}${GAP}${first}`;
      for (const line of more) yield `${padded('', names)}${GAP}${line}`;
    }
  }
}

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - displayWidth(text)));
