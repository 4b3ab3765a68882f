import type { Level } from '../core/finding.ts';
import type { JsonObject } from '../core/json.ts';
import type { Network } from './network.ts';
import type { Pattern } from './pattern.ts';
import type { Regex } from './regex.ts';
import type { RulePlace } from './rule-error.ts';
import type { TimePart } from './time-part.ts';

/** What every Sigma document says of itself. */
export interface Header {
  /** The document's own id or, where it has none, its source. */
  readonly id: string;
  /** What correlations and filters may call it by. */
  readonly name: string | null;
  readonly title: string;
  /** What the rule's author says of it; empty when nothing. */
  readonly description: string;
  readonly level: Level;
  readonly author: string | null;
  /** SPDX name or text of the licence, as the rule states it. */
  readonly licence: string | null;
  readonly references: readonly string[];
  readonly tags: readonly string[];
  readonly falsePositives: readonly string[];
  /** The file, or whatever the text was named by. */
  readonly source: string;
  readonly place: RulePlace;
}

/** A Sigma rule, read and checked. The detection section has become one tree: selections stand where the condition named them. */
export interface Rule extends Header {
  readonly detection: Expression;
  /** The selections by name, so that one can tell which of them the condition leaves out. */
  readonly selections: ReadonlyMap<string, Expression>;
  /** What was accepted although the author may have meant something else. */
  readonly doubts: readonly Doubt[];
  readonly tests: readonly RuleTest[];
}

/** A spot of a rule that is read as it stands and yet looks wrong. */
export interface Doubt {
  readonly place: RulePlace;
  /** One clause, without the place and without a full stop. */
  readonly reason: string;
}

/** An event that a rule must match, or must not: the `tests` block of a rule file. */
export interface RuleTest {
  readonly name: string;
  readonly matches: boolean;
  readonly event: JsonObject;
}

export type Expression =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | Item;

/** What is asked of one field: any of the tests holds. */
export interface Item {
  readonly kind: 'item';
  /** Dotted path into the record; null asks it of every value of the record (a keyword). */
  readonly field: string | null;
  readonly tests: readonly Test[];
}

export type Test =
  | { readonly kind: 'text'; readonly pattern: Pattern }
  | {
      readonly kind: 'number';
      readonly operator: NumberOperator;
      readonly value: number /** Null compares the value itself. */;
      readonly part: TimePart | null;
    }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'exists'; readonly wanted: boolean }
  | { readonly kind: 'regex'; readonly regex: Regex }
  | { readonly kind: 'network'; readonly network: Network }
  | { readonly kind: 'fieldref'; readonly field: string; readonly anchor: Anchor; readonly cased: boolean };

export type NumberOperator = 'eq' | 'lt' | 'lte' | 'gt' | 'gte';

/** Where in the value a text must stand. */
export type Anchor = 'whole' | 'start' | 'end' | 'anywhere';
