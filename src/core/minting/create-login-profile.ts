import type { CloudTrailEvent } from '../event.ts';
import { textAt } from '../json.ts';
import type { Minting } from './minting.ts';

/** The id under which a console password stands in a case: a user has at most one. */
export const loginProfileId = (userName: string): string => `login-profile:${userName}`;

const userOf = (event: CloudTrailEvent): string | null =>
  textAt(event, 'responseElements.loginProfile.userName') ?? textAt(event, 'requestParameters.userName');

/** A console password. The password itself is never logged. */
export const createLoginProfile: Minting = {
  source: 'iam.amazonaws.com',
  name: 'CreateLoginProfile',
  kind: 'login-profile',
  relation: 'minted',
  child: (event) => {
    const userName = userOf(event);
    return userName === null ? null : loginProfileId(userName);
  },
  bearer: (event) => ({ arn: null, userName: userOf(event) }),
};
