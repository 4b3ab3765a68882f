import type { RulePlace } from './rule-error.ts';
import type { Placeholders } from './value-transforms.ts';

/** What accompanies the reading of one document. */
export interface Reading {
  readonly placeholders: Placeholders;
  /** Takes down what is accepted although the author may have meant something else; the reason is one clause. */
  readonly doubt: (place: RulePlace, reason: string) => void;
}
