import { RE2JS, RE2JSSyntaxException } from 're2js';

/** The flags that Sigma knows: any letter case, `^` and `$` at line ends, `.` takes newlines. */
export interface RegexFlags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
}

/**
 * A regular expression that takes time proportional to the text, whatever the text: logs are written by attackers, and a backtracking engine can be
 * made to stand still by a text of a few dozen characters.
 */
export interface Regex {
  readonly source: string;
  readonly flags: RegexFlags;
  readonly finds: (text: string) => boolean;
}

/** Why a pattern is refused: it is no regular expression, or engines would not agree on it. */
export class RegexFault extends Error {
  readonly fault: 'bad-regex' | 'regex-not-portable';

  constructor(fault: RegexFault['fault'], reason: string) {
    super(reason);
    this.fault = fault;
  }
}

/** What RE2, Java and JavaScript do not read alike, though one of them may read it. Looked for outside classes and escaped characters. */
const NOT_PORTABLE: readonly (readonly [RegExp, string])[] = [
  [/\(\?(?!:)/, 'groups that begin with (? are not supported, except (?:'],
  [/[*+?}]\+/, 'possessive quantifiers are not supported'],
  [/\{(?!\d+(,\d*)?\})/, '"{" needs a backslash before it'],
];
const PORTABLE_ESCAPES = /^[dDwWsSbBtnrf\W_]$/;
/** What RE2 refuses for its own reasons, in a pattern that is none the worse for it. */
const TOO_LARGE = /^(invalid repeat count|expression too large|expression nests too deeply)$/;

/**
 * Reads the portable part of regular expressions.
 *
 * @throws RegexFault for everything else, by name
 */
export function compileRegex(source: string, flags: RegexFlags): Regex {
  for (const [, escaped = ''] of source.matchAll(/\\(.)/gsu)) {
    if (/[1-9]/.test(escaped)) throw new RegexFault('regex-not-portable', 'back-references are not supported');
    if (!PORTABLE_ESCAPES.test(escaped)) throw new RegexFault('regex-not-portable', `the escape \\${escaped} is not supported`);
  }
  const skeleton = source.replaceAll(/\\./gsu, '_').replaceAll(/\[\^?\]?[^\]]*\]/g, '_');
  for (const [shape, reason] of NOT_PORTABLE) if (shape.test(skeleton)) throw new RegexFault('regex-not-portable', reason);
  try {
    const bits = (flags.i ? RE2JS.CASE_INSENSITIVE : 0) | (flags.m ? RE2JS.MULTILINE : 0) | (flags.s ? RE2JS.DOTALL : 0);
    const compiled = RE2JS.compile(source, bits);
    return { source, flags, finds: (text) => compiled.matcher(text).find() };
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    const reason = error.getDescription();
    const endsBeforeItBegins = [...skeleton.matchAll(/\{(\d+),(\d+)\}/g)].some(([, min, max]) => Number(min) > Number(max));
    throw new RegexFault(TOO_LARGE.test(reason) && !endsBeforeItBegins ? 'regex-not-portable' : 'bad-regex', reason);
  }
}
