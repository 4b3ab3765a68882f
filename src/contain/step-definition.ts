import type { ContainmentLevel, Step } from './plan-schema.ts';
import type { Scope } from './scope.ts';

/** What a step needs to know besides the scope. */
export interface PlanTerms {
  /** ISO 8601, UTC. */
  readonly now: string;
  /** Patterns of `aws:PrincipalArn` that no deny policy may hit. */
  readonly exempt: readonly string[];
}

/** One call that a step makes on one target: what the plan says of it, short of what the definition says of all of them. */
export interface PlannedCall extends Pick<Step, 'input' | 'target' | 'why' | 'breaks' | 'doesNotStop' | 'inverse' | 'check'> {
  /** Tells the call from the others of its step: the name or id of the target. */
  readonly about: string;
  /** Given where the call must go to one region. */
  readonly region?: string;
}

/** A containment step, whole: one SDK operation, its place in the order, and the calls that a scope asks for. */
export interface StepDefinition {
  /** `deny-user`: the first half of the ids of its calls. */
  readonly id: string;
  readonly level: ContainmentLevel;
  readonly burst: number;
  readonly service: string;
  readonly operation: string;
  calls(scope: Scope, terms: PlanTerms): readonly PlannedCall[];
}

/**
 * The order of bursts. Calls of one burst need nothing of each other and go out at once: changes of IAM take seconds to spread, and a scripted attacker
 * uses every one of them. Policies come before keys: a denied key still shows its user in the log, a dead one shows nothing.
 */
export const bursts = { evidence: 1, deny: 2, deactivate: 3, contain: 4, strip: 5, remove: 6 } as const;

export const defineStep = (definition: StepDefinition): StepDefinition => definition;
