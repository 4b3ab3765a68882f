/** `JSON.stringify` leaves some characters raw that a terminal obeys or hides. In JSON they stand in strings alone, so an escape is the same value. */
export const printableJson = (json: string): string => json.replace(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/gu, escapeUnits);

const escapeUnits = (character: string): string =>
  Array.from({ length: character.length }, (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`).join('');

/** A document as JSON, indented, with a line break at its end. */
export const jsonFile = (document: object): string => `${printableJson(JSON.stringify(document, null, 2))}\n`;
