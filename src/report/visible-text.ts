/** Controls, bidi and zero-width characters, lone surrogates, unassigned code points, fillers that show as nothing, line separators. */
const UNSEEN = /[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/gu;
/** Nearly every text of a log: no need to look each character up in Unicode's tables. */
const PRINTABLE_ASCII = /^[ -~]*$/;
const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * The text on one line with every character that cannot be seen, or that changes the order of others, written as an escape (`\n`, `\u202E`,
 * `\u{E0041}`). Names in logs are chosen by the attacker: what is read must be what is there.
 */
export const visibleText = (text: string): string =>
  PRINTABLE_ASCII.test(text) ? text : text.replaceAll(UNSEEN, (character) => SHORT_ESCAPES[character] ?? unicodeEscape(character));

function unicodeEscape(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}

/** The text when it has at most `limit` characters, else its begin and end with `…` between; the end stays because it tells long names apart. */
export function shortenText(text: string, limit: number): string {
  // A character is at most two units: no need to spread a text of megabytes to know that it is short enough or not.
  const characters = [...text.slice(0, 2 * limit)];
  if (text.length <= limit || (characters.length <= limit && text.length <= 2 * limit)) return text;
  const tail = Math.floor((limit - 1) / 3);
  return `${characters.slice(0, limit - 1 - tail).join('')}…${[...text.slice(-2 * tail)].slice(-tail).join('')}`;
}
