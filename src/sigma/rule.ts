import type { Level } from '../core/finding.ts';
import type { JsonObject } from '../core/json.ts';
import type { Pattern } from './pattern.ts';
import type { Regex } from './regex.ts';

/** A Sigma rule, read and checked. The detection section has become one tree: selections stand where the condition named them. */
export interface Rule {
  /** The rule's own id or, where it has none, its source. */
  readonly id: string;
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
  readonly detection: Expression;
  readonly tests: readonly RuleTest[];
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

/** What is asked of one field: any of the tests holds, or with `all` each of them. */
export interface Item {
  readonly kind: 'item';
  /** Dotted path into the record; null asks it of every value of the record (a keyword). */
  readonly field: string | null;
  readonly all: boolean;
  readonly tests: readonly Test[];
}

export type Test =
  | { readonly kind: 'text'; readonly pattern: Pattern }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'exists'; readonly wanted: boolean }
  | { readonly kind: 'regex'; readonly regex: Regex }
  | { readonly kind: 'fieldref'; readonly field: string; readonly anchor: Anchor; readonly cased: boolean };

/** Where in the value a text must stand. */
export type Anchor = 'whole' | 'start' | 'end' | 'anywhere';
