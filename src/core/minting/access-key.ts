import { textAt } from '../json.ts';
import type { Minting } from './minting.ts';
import { namedUser, userCredential } from './user-credential.ts';

/** A long-term key. */
export const createAccessKey = userCredential({
  name: 'CreateAccessKey',
  kind: 'access-key',
  described: 'responseElements.accessKey',
  id: 'accessKeyId',
});

/** A key that was switched off works again. The secret is not told again: the caller gains it only who had it before. */
export const reactivateAccessKey: Minting = {
  source: 'iam.amazonaws.com',
  name: 'UpdateAccessKey',
  kind: 'access-key',
  relation: 'minted',
  applies: (event) => textAt(event, 'requestParameters.status') === 'Active',
  child: (event) => textAt(event, 'requestParameters.accessKeyId'),
  bearer: (event) => ({ arn: null, userName: namedUser(event), callerArn: null }),
  doubt: { certainty: 'indirect', rule: 'the caller switched the key on again, and may have its secret' },
};
