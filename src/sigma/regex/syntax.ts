/** A test of one code point. */
export type CodePointSet = (codePoint: number) => boolean;

export type Assertion = 'start' | 'end' | 'word-boundary';

/** A regular expression as a tree. */
export type RegexNode =
  | { readonly kind: 'set'; readonly has: CodePointSet }
  | { readonly kind: 'assertion'; readonly what: Assertion }
  | { readonly kind: 'sequence' | 'choice'; readonly of: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly of: RegexNode; readonly min: number; readonly max: number };

/** The flags that Sigma knows: any letter case, `^` and `$` at line ends, `.` takes newlines. */
export interface RegexFlags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
}

/** Why a pattern is refused: it is no regular expression, or engines would not agree on it. */
export class RegexFault extends Error {
  readonly fault: 'bad-regex' | 'regex-not-portable';

  constructor(fault: 'bad-regex' | 'regex-not-portable', reason: string) {
    super(reason);
    this.fault = fault;
  }
}
