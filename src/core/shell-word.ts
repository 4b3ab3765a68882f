/** A text as one word of a POSIX shell, in quotes, whatever is in it. */
export const quotedWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The same, with quotes only where they are needed: for lines that people read. */
export const shellWord = (text: string): string => (/^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : quotedWord(text));
