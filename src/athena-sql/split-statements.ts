import { opaque } from './opaque.ts';

/** What a semicolon can hide in, and the semicolon itself. */
const pieces = new RegExp(`${opaque.source}|;`, 'g');

/**
 * The statements of a text, without the semicolons between them. Pieces that hold nothing but space and comments are left out.
 *
 * @example splitStatements("SELECT ';'; -- one;\nSELECT 2;") // ["SELECT ';'", "-- one;\nSELECT 2"]
 */
export function splitStatements(text: string): string[] {
  const statements: string[] = [];
  let start = 0;
  let empty = true;
  let read = 0;
  const end = (index: number): void => {
    if (!(empty && isBlank(text.slice(read, index)))) statements.push(text.slice(start, index).trim());
  };
  for (const match of text.matchAll(pieces)) {
    const [piece] = match;
    if (piece === ';') {
      end(match.index);
      start = match.index + 1;
      empty = true;
    } else {
      const comment = piece.startsWith('--') || piece.startsWith('/*');
      empty &&= comment && isBlank(text.slice(read, match.index));
    }
    read = match.index + piece.length;
  }
  end(text.length);
  return statements;
}

const isBlank = (text: string): boolean => text.trim() === '';
