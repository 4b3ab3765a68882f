import type { CredentialKind } from '../case.ts';
import { type CloudTrailEvent, callerUserName } from '../event.ts';
import { textAt } from '../json.ts';
import type { Minting } from './minting.ts';

/** Where the answer to an IAM call describes the credential that it made for a user. */
export interface Answer {
  readonly name: string;
  readonly kind: CredentialKind;
  /** Path of the object that describes the credential. */
  readonly described: string;
  /** Member of it that is the id. */
  readonly id: string;
  readonly expiration?: string;
}

/**
 * A credential of an IAM user whose id the answer gives. The user is the one of the answer: `requestParameters.userName` is missing when a user
 * makes one for itself.
 */
export const userCredential = ({ name, kind, described, id, expiration }: Answer): Minting => ({
  source: 'iam.amazonaws.com',
  name,
  kind,
  relation: 'minted',
  child: (event) => textAt(event, `${described}.${id}`),
  bearer: (event) => {
    const userName = textAt(event, `${described}.userName`) ?? namedUser(event);
    return { arn: userName === null ? rootArn(event) : null, userName, callerArn: null };
  },
  ...(expiration === undefined ? {} : { expiration: `${described}.${expiration}` }),
});

/** The user that an IAM call is about: the one named, or else the caller. */
export const namedUser = (event: CloudTrailEvent): string | null => textAt(event, 'requestParameters.userName') ?? callerUserName(event);

/** The root user, where it makes a credential for itself: it has no name. */
export const rootArn = ({ userIdentity }: CloudTrailEvent): string | null => (userIdentity?.type === 'Root' ? (userIdentity.arn ?? null) : null);
