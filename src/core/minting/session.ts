import { textAt } from '../json.ts';
import type { Minting } from './minting.ts';

const SESSION_KEY = 'responseElements.credentials.accessKeyId';
const EXPIRATION = 'responseElements.credentials.expiration';

/** The four STS calls that open a session of a role answer alike. */
export const assumption = (name: string): Minting => ({
  source: 'sts.amazonaws.com',
  name,
  kind: 'role-session',
  relation: 'assumed',
  child: (event) => textAt(event, SESSION_KEY),
  bearer: (event) => ({ arn: textAt(event, 'requestParameters.roleArn'), userName: null }),
  expiration: EXPIRATION,
});

/** A session that acts as the caller: no role is involved. */
export const ownSession = (name: string): Minting => ({
  source: 'sts.amazonaws.com',
  name,
  kind: 'session-token',
  relation: 'minted',
  child: (event) => textAt(event, SESSION_KEY),
  bearer: (event) => ({ arn: event.userIdentity?.arn ?? null, userName: event.userIdentity?.userName ?? null }),
  expiration: EXPIRATION,
});

/** A session under a name that the caller chose, with no more rights than the caller. */
export const federatedSession = (name: string): Minting => ({
  source: 'sts.amazonaws.com',
  name,
  kind: 'federation-token',
  relation: 'minted',
  child: (event) => textAt(event, SESSION_KEY),
  bearer: (event) => ({ arn: textAt(event, 'responseElements.federatedUser.arn'), userName: null }),
  expiration: EXPIRATION,
});
