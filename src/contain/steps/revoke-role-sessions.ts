import { REVOCATION_POLICY, revocationPolicy } from '../deny-policy.ts';
import { bursts, defineStep } from '../step-definition.ts';
import { because, sessionsEnded } from '../step-words.ts';

/** Ends the sessions that a role has given out: nothing that is done to a key or a user reaches them. */
export const revokeRoleSessions = defineStep({
  id: 'revoke-role-sessions',
  level: 'quarantine',
  burst: bursts.deny,
  service: 'iam',
  operation: 'PutRolePolicy',
  calls: ({ roles }, { now, exempt }) =>
    roles
      .filter((role) => !role.openToAttacker)
      .map((role) => {
        const named = { RoleName: role.name, PolicyName: REVOCATION_POLICY };
        return {
          about: role.name,
          input: { ...named, PolicyDocument: revocationPolicy(now, exempt) },
          target: { kind: 'role', id: role.arn },
          why:
            `${because(role)}. A session of a role outlives the key and the user that opened it, by up to 12 hours${sessionsEnded(role)}: ` +
            'only a policy on the role ends it.',
          breaks: [`Every session of role ${role.name} issued before ${now} is denied, the owner's too: services and people must assume it again.`],
          doesNotStop: ['sessions issued later: whoever its trust policy lets in can assume it again'],
          inverse: { operation: 'DeleteRolePolicy', input: named },
          check: `New records of older sessions of ${role.name} carry errorCode AccessDenied and "explicit deny".`,
        };
      }),
});
