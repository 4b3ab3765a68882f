import { nameOfArn, parseArn, roleArn } from '../core/arn.ts';
import { KeytrailError } from '../core/errors.ts';
import type { IamPrincipal } from './principal-reading.ts';

/** Whom the deny policies spare. */
export interface Exemptions {
  /** Values for `ArnNotLike` on `aws:PrincipalArn`. */
  readonly patterns: readonly string[];
  /** Responders that the plan itself denies: to spare them would spare the attacker. */
  readonly refused: readonly string[];
}

/**
 * Works out whom the deny policies spare.
 *
 * @param responders ARNs of users, roles or role sessions as the user gave them; `*` may stand for the account
 * @param tainted the principals that are denied, all of the account
 * @throws KeytrailError `KT_USAGE` for a responder that is none of them.
 */
export function exemptionsFor(responders: readonly string[], tainted: readonly IamPrincipal[], account: string): Exemptions {
  const read = [...new Set(responders)].map(readResponder);
  // IAM knows one user and one role of a name in an account, whatever its path.
  const isTainted = ({ kind, name, accountId }: Responder): boolean =>
    (accountId === '*' || accountId === account) && tainted.some((principal) => principal.kind === kind && principal.name === name);
  return {
    patterns: [...new Set(read.filter((responder) => !isTainted(responder)).flatMap(({ patterns }) => patterns))],
    refused: read.filter(isTainted).map(({ arn }) => arn),
  };
}

interface Responder {
  readonly arn: string;
  readonly kind: IamPrincipal['kind'];
  readonly name: string;
  readonly accountId: string;
  readonly patterns: readonly string[];
}

/**
 * `aws:PrincipalArn` of a role's session is the ARN of the role. The session's own ARN has lost the role's path, so the role is exempt with any path.
 */
function readResponder(arn: string): Responder {
  const parts = parseArn(arn);
  const [, kind, path] = /^(user|role|assumed-role)\/([\w+=,.@/-]+)$/.exec(parts?.resource ?? '') ?? [];
  if (parts === null || path === undefined || !/^(\d{12}|\*)$/.test(parts.accountId)) {
    throw new KeytrailError('KT_USAGE', `The responder ${JSON.stringify(arn)} is not the ARN of a user, a role or a role's session.`, {
      hint: 'Give the ARN that "aws sts get-caller-identity" prints for you, for example arn:aws:iam::111122223333:role/IncidentResponder.',
    });
  }
  const { partition, accountId } = parts;
  if (kind !== 'assumed-role') return { arn, kind: kind === 'user' ? 'user' : 'role', name: nameOfArn(arn), accountId, patterns: [arn] };
  const [name = ''] = path.split('/');
  return { arn, kind: 'role', name, accountId, patterns: [roleArn(accountId, name, partition), roleArn(accountId, `*/${name}`, partition)] };
}
