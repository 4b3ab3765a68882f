import { nameOfArn } from '../../core/arn.ts';
import type { AccountStatement, CasePrincipal } from '../../core/case.ts';
import { isLater, type LogsSay, statementsFrom } from './account-documents.ts';
import type { LivingPrincipal } from './authorization-details.ts';

const say = statementsFrom('authorization-details');

/** What IAM's own list of users and roles says of a case: who is still there, with what rights, and who came without a call in the logs. */
export function byAuthorizationDetails(living: readonly LivingPrincipal[], logs: LogsSay): AccountStatement[] {
  const byArn = new Map(living.map((one) => [one.arn, one]));
  const ofCase = logs.principals.filter(({ kind }) => kind === 'user' || kind === 'role');
  return [
    ...ofCase.flatMap((principal) => (byArn.has(principal.arn) ? [] : absent(principal))),
    ...ofCase.flatMap((principal) => present(principal, byArn.get(principal.arn), logs)),
    ...living.flatMap((one) => [...unexplained(one, ofCase, logs), ...doorFor(one, ofCase)]),
  ];
}

function absent({ arn, kind, deletedBy }: CasePrincipal): AccountStatement[] {
  const text = `There is no ${kind} ${nameOfArn(arn)} any more`;
  return deletedBy === null
    ? [say(arn, false, `${text}: it was deleted, and these logs do not hold the call.`)]
    : [say(arn, true, `${text}, as event ${deletedBy.eventId} says.`, deletedBy.eventId)];
}

function present(principal: CasePrincipal, one: LivingPrincipal | undefined, { credentials }: LogsSay): AccountStatement[] {
  if (one === undefined) return [];
  const { arn, principalId, deletedBy, createdBy } = principal;
  const name = nameOfArn(arn);
  if (principalId !== null && principalId !== one.principalId) {
    return [
      say(arn, false, `${name} is another ${one.kind} now (${one.principalId}, made at ${one.made}); the one of these logs was ${principalId}.`),
    ];
  }
  const uses = credentials.filter((credential) => credential.principal === arn).flatMap(({ lastUsed }) => lastUsed ?? []);
  const seen = uses.toSorted().at(-1) ?? null;
  return [
    ...(deletedBy === null
      ? []
      : [say(arn, false, `${name} is there, though event ${deletedBy.eventId} deleted it: the list is older than that.`, deletedBy.eventId)]),
    ...(createdBy === null
      ? []
      : [
          say(
            arn,
            true,
            `${name}, made by event ${createdBy.eventId}, is still there with: ${one.policies.join(', ') || 'no policy'}.`,
            createdBy.eventId,
          ),
        ]),
    ...(one.lastUsed !== null && uses.length > 0 && isLater(one.lastUsed, seen, 15)
      ? [say(arn, false, `The role ${name} was last used at ${one.lastUsed}; the last use in this case is ${seen}.`)]
      : []),
  ];
}

/** A user or role that came after the compromise, and no call in the case made it. */
function unexplained({ arn, kind, made }: LivingPrincipal, ofCase: readonly CasePrincipal[], { compromise }: LogsSay): AccountStatement[] {
  if (compromise === null || made < compromise.since || ofCase.some((one) => one.arn === arn && one.createdBy !== null)) return [];
  return [say(arn, false, `The ${kind} ${nameOfArn(arn)} was made at ${made}, after the compromise began, and by no call of this case.`)];
}

/** A role that somebody of the case may still assume. */
function doorFor({ arn, trust }: LivingPrincipal, ofCase: readonly CasePrincipal[]): AccountStatement[] {
  if (trust === null) return [];
  return ofCase
    .filter((one) => one.createdBy !== null && one.arn !== arn && trust.includes(JSON.stringify(one.arn)))
    .map((one) =>
      say(arn, false, `The role ${nameOfArn(arn)} trusts ${nameOfArn(one.arn)}, which event ${one.createdBy?.eventId} made.`, one.createdBy?.eventId),
    );
}
