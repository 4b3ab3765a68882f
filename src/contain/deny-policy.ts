import { KeytrailError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';

/** The inline policy that takes every permission away. */
export const QUARANTINE_POLICY = 'KeytrailQuarantine';
/** The inline policy that ends the sessions a role has given out so far. */
export const REVOCATION_POLICY = 'KeytrailRevokeSessions';
/** IAM and STS quotas: characters of all inline policies of a user, white space not counted. */
const USER_LIMIT = 2048;

/**
 * Denies everything to whoever the policy is put on, but for the exempt.
 *
 * @param exempt patterns of `aws:PrincipalArn`
 * @returns the policy document's JSON text
 * @throws KeytrailError `KT_USAGE` when so many are exempt that IAM would refuse the policy.
 */
export function quarantinePolicy(exempt: readonly string[]): string {
  const document = denyAll(QUARANTINE_POLICY, exemption(exempt));
  if (document.length <= USER_LIMIT) return document;
  throw new KeytrailError(
    'KT_USAGE',
    `${exempt.length} exempt ARNs make a deny policy of ${document.length} characters; a user's policies may have ${USER_LIMIT}.`,
    {
      hint: 'Name one role that all responders assume.',
    },
  );
}

/**
 * Denies everything to sessions issued before a time. Long-term keys have no `aws:TokenIssueTime`: this never stops an AKIA.
 * Source: IAM User Guide, revoke IAM role temporary security credentials.
 *
 * @param before ISO 8601, UTC
 */
export const revocationPolicy = (before: string, exempt: readonly string[]): string =>
  denyAll(REVOCATION_POLICY, { ...exemption(exempt), DateLessThan: { 'aws:TokenIssueTime': before } });

/** Several values of a negated operator must all fail to match: one that matches is enough to be exempt. */
const exemption = (exempt: readonly string[]): JsonObject => (exempt.length === 0 ? {} : { ArnNotLike: { 'aws:PrincipalArn': exempt } });

function denyAll(name: string, condition: JsonObject): string {
  const statement = { Sid: name, Effect: 'Deny', Action: '*', Resource: '*' };
  const conditional = Object.keys(condition).length === 0 ? statement : { ...statement, Condition: condition };
  return JSON.stringify({ Version: '2012-10-17', Statement: [conditional] });
}
