import { accountOfId } from '../core/access-key-id.ts';
import { parseArn } from '../core/arn.ts';
import { isoSeconds, parseAwsTime } from '../core/aws-time.ts';
import type { Case } from '../core/case.ts';
import { KeytrailError } from '../core/errors.ts';
import { cliLine } from './cli-line.ts';
import { type ContainmentLevel, containmentLevels, PLAN_SCHEMA, type Plan, type Step } from './plan-schema.ts';
import { exemptionsFor } from './responders.ts';
import { containmentScope } from './scope.ts';
import { shown } from './shown.ts';
import type { PlannedCall, StepDefinition } from './step-definition.ts';
import { stepDefinitions } from './steps/index.ts';
import { planWarnings } from './warnings.ts';

export interface PlanOptions {
  /** How far the plan goes; each level holds those before it, and all hold the evidence reads. */
  readonly level: Exclude<ContainmentLevel, 'evidence'>;
  /** ARNs of users, roles or role sessions that carry the plan out: no deny policy hits them. */
  readonly responders: readonly string[];
  /** ISO 8601, UTC: when the plan is made, and before when role sessions are revoked. */
  readonly now: string;
  /** Digest of the case document, so that the plan can be held against it. */
  readonly caseDigest: string;
}

/**
 * Turns a case into the calls that end the attacker's access, in the order in which they must go out. Pure: nothing is called.
 *
 * Only what the case shows in the attacker's hands is touched, only what the attacker made is deleted, and what no step reaches is named in `notCovered`.
 *
 * @throws KeytrailError `KT_CASE_INVALID` when the case does not tell its account, `KT_USAGE` for a responder that is no principal.
 */
export function planContainment(document: Case, options: PlanOptions): Plan {
  const { level, caseDigest } = options;
  const account = accountOf(document);
  const now = isoSeconds(parseAwsTime(options.now) ?? Number.NaN);
  const scope = containmentScope(document, account);
  const exemptions = exemptionsFor(options.responders, [...scope.users, ...scope.roles], account);
  const terms = { now, exempt: exemptions.patterns };
  const reached = containmentLevels.slice(0, containmentLevels.indexOf(level) + 1);
  return {
    schema: PLAN_SCHEMA,
    subject: document.subject,
    account,
    createdAt: now,
    caseDigest,
    steps: stepDefinitions
      .filter((definition) => reached.includes(definition.level))
      .flatMap((definition) => definition.calls(scope, terms).map((call) => stepOf(definition, call))),
    warnings: planWarnings({ document, scope, level, exemptions, now }),
    notCovered: [...scope.notCovered],
  };
}

function stepOf({ id, level, burst, service, operation }: StepDefinition, { about, region, ...call }: PlannedCall): Step {
  return {
    id: `${id}:${about}`,
    level,
    burst,
    service,
    operation,
    ...call,
    cli: cliLine(service, operation, call.input, region),
  };
}

/** The account in which the subject lives; the one of its ARN, or that its key id holds, where the case does not say. */
function accountOf({ subject, identity }: Case): string {
  const arnAccount = parseArn(identity.arn ?? subject.id)?.accountId;
  const account = identity.accountId ?? subject.accountId ?? arnAccount ?? accountOfId(subject.id);
  if (account !== null && /^\d{12}$/.test(account)) return account;
  throw new KeytrailError('KT_CASE_INVALID', `The case of ${shown(subject.id)} does not say in which account it lies.`, {
    hint: 'Make the case again from logs that hold records of the account: keytrail investigate SUBJECT.',
  });
}
