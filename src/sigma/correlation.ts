import type { Header, NumberOperator, Rule } from './rule.ts';

export const correlationTypes = [
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
  'value_sum',
  'value_avg',
  'value_percentile',
  'value_median',
] as const;
export type CorrelationType = (typeof correlationTypes)[number];

/** A bound that what was counted must keep. */
export interface Bound {
  readonly operator: NumberOperator | 'neq';
  readonly value: number;
}

/** What a correlation document asks for, before the rules that it names are looked up. */
export interface CorrelationDocument extends Header {
  readonly type: CorrelationType;
  /** Ids, names or titles. */
  readonly rules: readonly string[];
  readonly groupBy: readonly string[];
  /** Length of the window, in milliseconds; both ends belong to it. */
  readonly timespan: number;
  /** Fields whose values are counted or reckoned with; empty for the types that count events or rules. */
  readonly fields: readonly string[];
  /** For `value_percentile` and `value_median`, 0 to 100. */
  readonly percentile: number | null;
  /** All must hold. */
  readonly bounds: readonly Bound[];
  /** For each alias, the field that it stands for in the events of a rule, by the name that the correlation calls the rule. */
  readonly aliases: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Whether the rules that it refers to give findings of their own. */
  readonly generate: boolean;
}

/** A correlation whose rules are known. */
export interface Correlation extends Omit<CorrelationDocument, 'rules' | 'aliases' | 'groupBy'> {
  readonly groupBy: readonly string[];
  readonly steps: readonly Step[];
}

/** One of the rules that a correlation refers to. */
export interface Step {
  readonly rule: Rule | Correlation;
  /** For each field of `groupBy`, the field of this rule's events that has its value. */
  readonly groupFields: readonly string[];
}

export const isCorrelation = (rule: Rule | Correlation): rule is Correlation => 'steps' in rule;
