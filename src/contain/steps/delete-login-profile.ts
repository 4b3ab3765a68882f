import { loginProfileId } from '../../core/minting/login-profile.ts';
import { cited } from '../shown.ts';
import { bursts, defineStep } from '../step-definition.ts';
import { ownersLoss } from '../step-words.ts';
import { userCredentials } from '../user-credentials.ts';

/** Closes the console to a user whose password the attacker set. */
export const deleteLoginProfile = defineStep({
  id: 'delete-login-profile',
  level: 'contain',
  burst: bursts.contain,
  service: 'iam',
  operation: 'DeleteLoginProfile',
  calls: ({ users }) =>
    userCredentials(users, 'login-profile').map(({ user, credential }) => ({
      about: user.name,
      input: { UserName: user.name },
      target: { kind: 'login-profile', id: loginProfileId(user.name) },
      why: `The attacker knows the console password of ${user.name}${credential.mintedBy === null ? '' : ` (${cited(credential.mintedBy.eventId)})`}.`,
      breaks: ownersLoss(user, `${user.name} cannot sign in to the console until a new password is set.`),
      doesNotStop: ['console sessions that are open: the deny policy on the user stops them'],
      // The password is lost: a new profile would be another credential.
      inverse: 'irreversible',
      check: 'GetLoginProfile answers NoSuchEntity.',
    })),
});
