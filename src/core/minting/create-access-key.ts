import { textAt } from '../json.ts';
import type { Minting } from './minting.ts';

/** A long-term key. `requestParameters.userName` is missing when a user makes one for itself; the answer always names the user. */
export const createAccessKey: Minting = {
  source: 'iam.amazonaws.com',
  name: 'CreateAccessKey',
  kind: 'access-key',
  relation: 'minted',
  child: (event) => textAt(event, 'responseElements.accessKey.accessKeyId'),
  bearer: (event) => ({
    arn: null,
    userName:
      textAt(event, 'responseElements.accessKey.userName') ?? textAt(event, 'requestParameters.userName') ?? event.userIdentity?.userName ?? null,
  }),
};
