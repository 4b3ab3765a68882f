import { wrapAnsi } from 'fast-wrap-ansi';

const ASCII = /^[\x20-\x7e]*$/;
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u;
const COMBINING = /\p{M}/u;

/** Columns that a text takes on a terminal: two for East Asian letters and emoji, none for combining marks. */
export const displayWidth = (text: string): number =>
  ASCII.test(text) ? text.length : [...text].reduce((sum, letter) => sum + letterWidth(letter), 0);

const letterWidth = (letter: string): number => (COMBINING.test(letter) ? 0 : WIDE.test(letter) ? 2 : 1);

/** Data in pieces of at most `width` columns, broken between words where that can be, nothing left out. */
export const wrapText = (text: string, width: number): string[] =>
  text.length <= width && ASCII.test(text) ? [text] : wrapAnsi(text, width, { hard: true, wordWrap: true, trim: false }).split('\n');

/** Prose in lines of at most `width` columns, broken between words; a word that is longer stays whole. */
export const wrapWords = (text: string, width: number): string[] => wrapAnsi(text, width).split('\n');
