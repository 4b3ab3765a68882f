import type { Case } from '../core/case.ts';
import { type GivenPolicy, policiesGiven } from './given-policies.ts';
import { leftAlone } from './left-alone.ts';
import { principalKey } from './principal-reading.ts';
import { type StoppedTrail, stoppedTrails } from './stopped-trails.ts';
import { findTainted, type TaintedPrincipal } from './tainted.ts';
import { unnameable } from './user-credentials.ts';

/** What a plan acts on. */
export interface Scope {
  readonly users: readonly TaintedPrincipal[];
  readonly roles: readonly TaintedPrincipal[];
  readonly policies: readonly GivenPolicy[];
  readonly trails: readonly StoppedTrail[];
  readonly notCovered: readonly string[];
}

/** Takes from a case what containment may touch, and names what it cannot. */
export function containmentScope(document: Case, account: string): Scope {
  const tainted = findTainted(document, account);
  const lookup = (arn: string): TaintedPrincipal | undefined => tainted.principals.get(principalKey(arn, account));
  const principals = [...tainted.principals.values()];
  const given = policiesGiven(document, lookup);
  const trails = stoppedTrails(document, account);
  return {
    users: principals.filter((principal) => principal.kind === 'user'),
    roles: principals.filter((principal) => principal.kind === 'role'),
    policies: given.policies,
    trails: trails.trails,
    notCovered: [...tainted.notCovered, ...unnameable(principals), ...leftAlone(document, lookup), ...given.notCovered, ...trails.notCovered],
  };
}
