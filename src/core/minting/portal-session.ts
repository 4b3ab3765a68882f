import { portalFetches } from '../identity-center.ts';
import type { Minting } from './minting.ts';

/**
 * The session that a person takes from Identity Center's access portal. Its record names no key: the session stands in the record of an
 * AssumeRoleWithSAML in the role's account, of the same second.
 */
export const portalSessions: readonly Minting[] = portalFetches.map((name) => ({
  source: 'sso.amazonaws.com',
  name,
  kind: 'role-session',
  relation: 'assumed',
  child: () => null,
  bearer: () => ({ arn: null, userName: null, callerArn: null }),
}));
