import { quotedWord } from '../../core/shell-word.ts';

/** A word of the script: a text, or the id of the key that a user got in this run. */
export type ScriptWord = string | { readonly keyOf: string };

export const renderWord = (word: ScriptWord): string => (typeof word === 'string' ? quotedWord(word) : `"\${key_id[${quotedWord(word.keyOf)}]}"`);
