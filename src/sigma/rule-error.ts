import { KeytrailError } from '../core/errors.ts';

/** What is wrong with a rule, as a stable name that programs may test. */
export type RuleFault =
  | 'bad-yaml'
  | 'bad-header'
  | 'bad-tests'
  | 'missing-title'
  | 'missing-detection'
  | 'missing-condition'
  | 'bad-condition'
  | 'legacy-aggregation'
  | 'undefined-selection'
  | 'unknown-modifier'
  | 'bad-combination'
  | 'empty-values'
  | 'bad-value'
  | 'needs-string'
  | 'needs-number'
  | 'bad-regex'
  | 'regex-not-portable'
  | 'bad-cidr'
  | 'unresolved-placeholder'
  | 'bad-action'
  | 'bad-filter'
  | 'bad-correlation'
  | 'bad-correlation-condition'
  | 'bad-timespan'
  | 'unresolved-rule'
  | 'correlation-cycle'
  | 'other-logsource'
  | 'duplicate-id';

/** Where in the rules the fault lies. */
export interface RulePlace {
  /** File, or whatever the caller names the text by. */
  readonly source: string;
  /** Which document of the file, from 1; absent where it is the only one. */
  readonly document?: number;
  readonly selection?: string;
  /** Key of the YAML, with its modifiers. */
  readonly field?: string;
}

/** A rule that cannot be used: `KT_RULE_INVALID`, with the place and the kind of fault. */
export class RuleError extends KeytrailError {
  readonly fault: RuleFault;
  readonly place: RulePlace;
  /** One clause, without the place and without a full stop. */
  readonly reason: string;

  /** @param reason one clause, without the place and without a full stop */
  constructor(fault: RuleFault, place: RulePlace, reason: string, hint?: string) {
    super('KT_RULE_INVALID', `${describePlace(place)}: ${reason}.`, hint === undefined ? {} : { hint });
    this.fault = fault;
    this.place = place;
    this.reason = reason;
  }
}

/** A place as a reader would say it. */
export function describePlace(place: RulePlace): string {
  const document = place.document === undefined ? '' : `, document ${place.document}`;
  const selection = place.selection === undefined ? '' : `, selection "${place.selection}"`;
  const field = place.field === undefined ? '' : `, field "${place.field}"`;
  return `${place.source}${document}${selection}${field}`;
}
