import { z } from 'zod';
import { KeytrailError } from '../../core/errors.ts';

/** A user or role as `GetAccountAuthorizationDetails` shows it. */
export interface LivingPrincipal {
  readonly kind: 'user' | 'role';
  readonly arn: string;
  readonly principalId: string;
  /** ISO 8601 in UTC. */
  readonly made: string;
  /** Names of managed and inline policies, groups marked as such. */
  readonly policies: readonly string[];
  /** Text of the trust policy; null for users. */
  readonly trust: string | null;
  /** When a role was last used, as IAM remembers it; null for users and when it does not know. */
  readonly lastUsed: string | null;
}

const attached = z.array(z.object({ PolicyName: z.string() })).default([]);
const schema = z.object({
  UserDetailList: z.array(
    z.object({
      Arn: z.string(),
      UserId: z.string(),
      CreateDate: z.string(),
      UserPolicyList: attached,
      AttachedManagedPolicies: attached,
      GroupList: z.array(z.string()).default([]),
    }),
  ),
  RoleDetailList: z.array(
    z.object({
      Arn: z.string(),
      RoleId: z.string(),
      CreateDate: z.string(),
      RolePolicyList: attached,
      AttachedManagedPolicies: attached,
      AssumeRolePolicyDocument: z.unknown(),
      RoleLastUsed: z.object({ LastUsedDate: z.string().optional() }).default({}),
    }),
  ),
});

/**
 * Reads the answer of `aws iam get-account-authorization-details`: the users and roles that there are.
 *
 * @param file its name, for errors
 * @throws KeytrailError `KT_INPUT_UNREADABLE` when it is none
 */
export function parseAuthorizationDetails(document: unknown, file: string): LivingPrincipal[] {
  const { success, data, error } = schema.safeParse(document);
  if (!success) {
    const hint = 'Save one by: aws iam get-account-authorization-details --output json > details.json';
    throw new KeytrailError('KT_INPUT_UNREADABLE', `"${file}" is no answer of get-account-authorization-details.`, { hint, cause: error });
  }
  return [
    ...data.UserDetailList.map((user) => ({
      kind: 'user' as const,
      arn: user.Arn,
      principalId: user.UserId,
      made: secondsOf(user.CreateDate),
      policies: [...names(user.AttachedManagedPolicies), ...names(user.UserPolicyList), ...user.GroupList.map((name) => `group ${name}`)],
      trust: null,
      lastUsed: null,
    })),
    ...data.RoleDetailList.map((role) => ({
      kind: 'role' as const,
      arn: role.Arn,
      principalId: role.RoleId,
      made: secondsOf(role.CreateDate),
      policies: [...names(role.AttachedManagedPolicies), ...names(role.RolePolicyList)],
      trust: trustText(role.AssumeRolePolicyDocument),
      lastUsed: role.RoleLastUsed.LastUsedDate === undefined ? null : secondsOf(role.RoleLastUsed.LastUsedDate),
    })),
  ];
}

const names = (policies: readonly { readonly PolicyName: string }[]): string[] => policies.map(({ PolicyName }) => PolicyName);

/** The CLI gives the document itself, the API its text, encoded as in a URL. */
function trustText(document: unknown): string {
  if (typeof document !== 'string') return JSON.stringify(document ?? null);
  try {
    return decodeURIComponent(document);
  } catch {
    return document;
  }
}

function secondsOf(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : `${new Date(time).toISOString().slice(0, 19)}Z`;
}
