/**
 * Lower case, code point by code point, so that a text keeps its number of code points and every engine folds alike.
 * `'İ'.toLowerCase()` would give two code points where SQL engines give `i`.
 */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return Array.from(text, foldCodePoint).join('');
}

/** Whether every character is below U+0080. */
export function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}

function foldCodePoint(character: string): string {
  if (character === 'İ') return 'i';
  const lower = character.toLowerCase();
  return lower.length === character.length ? lower : character;
}
