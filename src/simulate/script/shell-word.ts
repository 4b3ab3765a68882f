/** A word of a shell command: a text, or the id of the key that a user got in this run. */
export type ShellWord = string | { readonly keyOf: string };

/** A text as one word of bash, whatever is in it. */
export const quoteWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

export const renderWord = (word: ShellWord): string => (typeof word === 'string' ? quoteWord(word) : `"\${key_id[${quoteWord(word.keyOf)}]}"`);
