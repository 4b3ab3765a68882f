import type { CloudTrailEvent } from '../event.ts';
import { textAt, valueAt } from '../json.ts';
import type { Minting } from './minting.ts';

/** The session of a role for the holder of a certificate. The answer holds a list with one entry. Source: IAM Roles Anywhere, CreateSession. */
export const rolesAnywhereSession: Minting = {
  source: 'rolesanywhere.amazonaws.com',
  name: 'CreateSession',
  kind: 'role-session',
  relation: 'assumed',
  child: (event) => textAt(entryOf(event), 'credentials.accessKeyId'),
  bearer: (event) => ({
    arn: textAt(event, 'requestParameters.roleArn') ?? textAt(entryOf(event), 'roleArn'),
    userName: null,
    callerArn: textAt(entryOf(event), 'assumedRoleUser.arn'),
  }),
};

function entryOf(event: CloudTrailEvent): unknown {
  const set = valueAt(event, 'responseElements.credentialSet');
  return Array.isArray(set) ? set[0] : undefined;
}
