import { shortenText, visibleText } from '../visible-text.ts';

/** Markdown (CommonMark with GitHub's tables) that {@link md} and the functions below have made: the only thing that is not escaped. */
export type Markdown = Marked;

export type MarkdownValue = Markdown | string | number | null | false | readonly MarkdownValue[];

class Marked {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

const LONGEST_TEXT = 1_000;
const LONGEST_VALUE = 160;

/** Markdown with values in it; every text is made visible, shortened and escaped. Texts are inline: they never begin or end a line of their own making. */
export function md(strings: TemplateStringsArray, ...values: readonly MarkdownValue[]): Markdown {
  let text = strings[0] ?? '';
  values.forEach((value, index) => {
    text += write(value) + (strings[index + 1] ?? '');
  });
  return new Marked(text);
}

function write(value: MarkdownValue): string {
  if (value === null || value === false) return '';
  if (value instanceof Marked) return value.toString();
  if (Array.isArray(value)) return value.map(write).join('');
  return escapeInline(shortenText(visibleText(String(value)), LONGEST_TEXT));
}

/**
 * Emphasis, code, links, images, HTML, entities, strikethrough, footnotes, table cells and formulas by character; a heading, list or quote by what a
 * line may begin with; addresses that GitHub would make links of (`https:`, `www.`, `@name`) by an entity in the middle.
 */
const escapeInline = (text: string): string =>
  text
    .replaceAll(/[\\`*_[\]<>|~$!]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll(/:(?=\/\/)/g, '&#58;')
    .replaceAll(/\b(www)\./gi, '$1&#46;')
    .replaceAll('@', '&#64;')
    .replace(/^(\s*)([-+=#])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2')
    .replace(/^ {2,}/, ' ');

/** Letters of any script, digits and the signs of ids, ARNs, addresses and agents: what a code span shows as it is, in a table too. */
const PLAIN = /^[\p{L}\p{N}\-.,:;/@+=_()%* #'"?!{}~^$]*$/u;

/** An id or a text from the log in code type. What a code span cannot carry everywhere (backticks, pipes, backslashes) goes as entities in a `code` element. */
export function codeOf(text: string): Markdown {
  const shown = shortenText(visibleText(text), LONGEST_VALUE);
  if (shown === '') return new Marked('(empty)');
  if (PLAIN.test(shown) && shown === shown.trim()) return new Marked(`\`${shown}\``);
  const entities = shown.replaceAll(/[^\p{L}\p{N} -]/gu, (character) => `&#${character.codePointAt(0)};`);
  return new Marked(`<code>${entities}</code>`);
}

/** A block of code whose fence is longer than any run of backticks in it. */
export function fenced(lines: readonly string[], language: string): Markdown {
  const text = lines.map(visibleText).join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return new Marked(`${fence}${language}\n${text}\n${fence}`);
}

/** A table of inline cells; several lines of a cell are parted by `<br>`. */
export function tableOf(heads: readonly string[], rows: readonly (readonly Markdown[])[]): Markdown {
  const line = (cells: readonly Markdown[]): Markdown => md`| ${joined(cells, ' | ')} |\n`;
  return md`${line(heads.map((head) => md`${head}`))}${line(heads.map(() => md`---`))}${rows.map(line)}`;
}

/** The parts with a separator of ours between them. */
export const joined = (parts: readonly Markdown[], separator: string): Markdown => new Marked(parts.map(String).join(separator));
