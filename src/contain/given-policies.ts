import type { Case } from '../core/case.ts';
import { cited, shown } from './shown.ts';
import type { TaintedPrincipal } from './tainted.ts';

/** A managed policy that the lineage attached to a tainted principal. */
export interface GivenPolicy {
  readonly principal: TaintedPrincipal;
  readonly policyArn: string;
  readonly eventId: string;
}

const POLICY = /^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/[\w+=,.@/-]{1,512}$/;

/**
 * The permissions that the lineage gave to tainted principals. A case names the policy among its resources, under the event that attached it; where
 * it does not, the plan says which principal to look at.
 */
export function policiesGiven(document: Case, lookup: (arn: string) => TaintedPrincipal | undefined) {
  const policies: GivenPolicy[] = [];
  const notCovered: string[] = [];
  for (const edge of document.edges) {
    const principal = lookup(edge.to);
    if (edge.relation !== 'escalated' || principal === undefined) continue;
    const policyArn = document.resources.find((resource) => resource.eventId === edge.eventId && POLICY.test(resource.arn ?? ''))?.arn ?? null;
    if (policyArn !== null && /^Attach(User|Role)Policy$/.test(edge.eventName)) policies.push({ principal, policyArn, eventId: edge.eventId });
    else {
      notCovered.push(
        `The rights that ${shown(edge.eventName)} (${cited(edge.eventId)}) gave to ${principal.kind} ${principal.name} are not taken back: ` +
          `the case does not say what they are. Compare that record with what the reads of the evidence level show${principal.madeByAttacker ? ', and take them back before the deletion, which is refused until then' : ''}.`,
      );
    }
  }
  return { policies, notCovered };
}
