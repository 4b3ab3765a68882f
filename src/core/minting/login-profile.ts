import type { CloudTrailEvent } from '../event.ts';
import { textAt } from '../json.ts';
import type { Minting } from './minting.ts';
import { namedUser } from './user-credential.ts';

/** The id under which a console password stands in a case: a user has at most one. */
export const loginProfileId = (userName: string): string => `login-profile:${userName}`;

const userOf = (event: CloudTrailEvent): string | null => textAt(event, 'responseElements.loginProfile.userName') ?? namedUser(event);

/** A console password that the caller has set, and so knows. The password itself is never logged. */
const setsPassword = (name: string): Minting => ({
  source: 'iam.amazonaws.com',
  name,
  kind: 'login-profile',
  relation: 'minted',
  child: (event) => {
    const userName = userOf(event);
    return userName === null ? null : loginProfileId(userName);
  },
  bearer: (event) => ({ arn: null, userName: userOf(event), callerArn: null }),
});

export const createLoginProfile = setsPassword('CreateLoginProfile');
/** The password of a user that had one: whoever sets it takes the console access over. */
export const updateLoginProfile = setsPassword('UpdateLoginProfile');
/** The caller's own password. */
export const changePassword = setsPassword('ChangePassword');
