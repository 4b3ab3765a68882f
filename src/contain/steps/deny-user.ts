import { QUARANTINE_POLICY, quarantinePolicy } from '../deny-policy.ts';
import { bursts, defineStep } from '../step-definition.ts';
import { because, ownersLoss, sessionsEnded } from '../step-words.ts';

/** Takes every permission from a user at once: its keys, its sessions of GetSessionToken and GetFederationToken, and its console. */
export const denyUser = defineStep({
  id: 'deny-user',
  level: 'quarantine',
  burst: bursts.deny,
  service: 'iam',
  operation: 'PutUserPolicy',
  calls: ({ users }, { exempt }) =>
    users.map((user) => {
      const named = { UserName: user.name, PolicyName: QUARANTINE_POLICY };
      return {
        about: user.name,
        input: { ...named, PolicyDocument: quarantinePolicy(exempt) },
        target: { kind: 'user', id: user.arn },
        why:
          `${because(user)}. A deny on the user stops its keys and console, and the sessions of GetSessionToken and GetFederationToken ` +
          `that live on for up to 36 hours after a key is switched off${sessionsEnded(user)}.`,
        breaks: ownersLoss(user, `Everything that user ${user.name} does, by key, by session and in the console, is denied.`),
        doesNotStop: [
          'sessions of roles that the user assumed: they have the permissions of the role',
          'calls in the seconds until IAM has spread the policy',
        ],
        inverse: { operation: 'DeleteUserPolicy', input: named },
        check: `New records of ${user.name} carry errorCode AccessDenied and "explicit deny". Refusals are the proof: silence proves nothing.`,
      };
    }),
});
