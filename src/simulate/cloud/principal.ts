import type { IdMint } from '../id-mint.ts';

/** An IAM user. */
export interface User {
  readonly accountId: string;
  readonly userName: string;
  readonly userId: string;
  readonly arn: string;
}

/** An IAM role; `path` begins and ends with a slash. */
export interface Role {
  readonly accountId: string;
  readonly roleName: string;
  readonly roleId: string;
  readonly path: string;
  readonly arn: string;
}

export const newUser = (accountId: string, userName: string, ids: IdMint): User => ({
  accountId,
  userName,
  userId: ids.uniqueId('AIDA'),
  arn: `arn:aws:iam::${accountId}:user/${userName}`,
});

export const newRole = (accountId: string, roleName: string, ids: IdMint, path = '/'): Role => ({
  accountId,
  roleName,
  roleId: ids.uniqueId('AROA'),
  path,
  arn: `arn:aws:iam::${accountId}:role${path}${roleName}`,
});
