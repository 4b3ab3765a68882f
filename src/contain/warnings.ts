import { parseAwsTime } from '../core/aws-time.ts';
import type { Case } from '../core/case.ts';
import type { ContainmentLevel, PlanWarning } from './plan-schema.ts';
import type { Exemptions } from './responders.ts';
import type { Scope } from './scope.ts';
import { firstOf, shown } from './shown.ts';

/** CloudTrail delivers most records within this time of the call. */
const DELIVERY_LAG_MS = 15 * 60_000;

/** What a plan is warned of. */
export interface WarningGrounds {
  readonly document: Case;
  readonly scope: Scope;
  readonly level: ContainmentLevel;
  readonly exemptions: Exemptions;
  /** ISO 8601, UTC. */
  readonly now: string;
}

/** The pitfalls that hold for a plan, each with a stable name. */
export function planWarnings({ document, scope, level, exemptions, now }: WarningGrounds): PlanWarning[] {
  const { compromise, coverage, asOf } = document;
  const trusted = scope.roles.filter((role) => !role.openToAttacker).map((role) => role.name);
  const warning = (pitfall: string, holds: boolean, text: string): PlanWarning[] => (holds ? [{ pitfall, text }] : []);
  return [
    ...warning(
      'no-responder',
      exemptions.patterns.length === 0,
      'No responder is exempt from the deny policies. Name the principal that carries the plan out (--responder ARN): it may be one that is denied.',
    ),
    ...exemptions.refused.map((arn) => ({
      pitfall: 'responder-tainted',
      text: `The responder ${shown(arn)} is not exempt: the plan denies that very principal, and its exemption would be the attacker's too. Work as another one.`,
    })),
    ...warning(
      'no-compromise-shown',
      compromise === null,
      'The case does not show that the credential was used by anyone but its owner. Read it before acting.',
    ),
    ...warning(
      'stale-case',
      (parseAwsTime(now) ?? 0) - (parseAwsTime(asOf) ?? 0) > DELIVERY_LAG_MS,
      `The newest record of the case is of ${shown(asOf)}. What was minted after it is not in the plan: collect the logs up to now and plan again.`,
    ),
    ...warning(
      'incomplete-evidence',
      coverage.gaps.length > 0 || coverage.unreadable.length > 0,
      `The logs have ${coverage.gaps.length} gaps and ${coverage.unreadable.length} unreadable files: what was minted there is not in the plan. Compare with the reads of the evidence level.`,
    ),
    ...warning(
      'revocation-time',
      trusted.length > 0,
      `Role sessions issued before ${now} are revoked, later ones are not: make the plan anew right before it is carried out.`,
    ),
    ...warning(
      'boundary-replaced',
      scope.users.length + scope.roles.length > trusted.length,
      'A permissions boundary that a principal already has is replaced. The inverse removes AWSDenyAll and would leave it wider than before: put back the one that GetUser or GetRole shows.',
    ),
    ...warning(
      'trust-policy',
      trusted.length > 0 && level !== 'quarantine',
      `Who may assume ${firstOf(trusted)} is not changed: a case does not hold trust policies. Compare what GetRole shows with the one from before the attack.`,
    ),
    ...warning(
      'no-service-control-policy',
      scope.users.length + scope.roles.length > 0,
      'An administrator in the account can undo every step of this plan. In an organization attach a service control policy that denies these principals first: nobody in the account can remove it.',
    ),
    ...warning(
      'deletion-too-early',
      level === 'eradicate',
      'Deletions destroy evidence and cannot be taken back. Watch the refusals first, for 36 hours: the longest life of a session.',
    ),
  ];
}
