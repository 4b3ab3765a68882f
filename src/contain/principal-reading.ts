import { parseArn, roleArn } from '../core/arn.ts';
import { shown } from './shown.ts';

/** A user or role that IAM calls can name. */
export interface IamPrincipal {
  readonly kind: 'user' | 'role';
  /** Of a role that the case knows by a session alone, without its path. */
  readonly arn: string;
  readonly name: string;
  readonly partition: string;
}

/** What a principal's ARN, as a case has it, means to a plan. */
export type PrincipalReading =
  | { readonly kind: 'iam'; readonly principal: IamPrincipal }
  /** A session of GetFederationToken: it has the permissions of its creator and no policy of its own. */
  | { readonly kind: 'federated-user' }
  | { readonly kind: 'refused'; readonly reason: string };

/** IAM API Reference: `UserName` and `RoleName`. */
const NAME = /^[\w+=,.@-]{1,64}$/;
/** What an ARN with a path may hold. */
const PRINTABLE = /^[\x21-\x7e]{1,700}$/;
const PARTITION = /^aws(-[a-z]+)*$/;

/**
 * Reads the ARN of a principal. Names in it were chosen by whoever made the principal, an attacker perhaps: what does not fit IAM's rules
 * is refused with the reason, so that no call is ever made with it.
 *
 * @param account the account in which the plan acts
 */
export function readPrincipal(arn: string, account: string): PrincipalReading {
  const parts = parseArn(arn);
  if (parts === null || !PRINTABLE.test(arn) || !PARTITION.test(parts.partition))
    return refused(`${shown(arn)} is not the ARN of a principal. Look it up in the record.`);
  const [kind = '', ...path] = parts.resource.split('/');
  if (parts.accountId !== account) {
    return refused(`${shown(arn)} is in another account than ${account}. Make a plan there too: this one acts in ${account} alone.`);
  }
  if (parts.resource === 'root') return refused(rootAdvice(account));
  if (kind === 'federated-user') return { kind };
  const isSession = kind === 'assumed-role';
  const name = (isSession ? path[0] : path.at(-1)) ?? '';
  if (!isSession && kind !== 'user' && kind !== 'role') return refused(`${shown(arn)} is neither a user nor a role. Look it up in the record.`);
  if (!NAME.test(name))
    return refused(`The name ${shown(name)} of ${shown(arn)} does not fit IAM's rules: no call is made with it. Look it up in the record.`);
  const managed = isSession ? managedName(name) : managedPath(path);
  if (kind !== 'user' && managed !== null) return refused(adviceOnManaged[managed](name));
  const { partition } = parts;
  return {
    kind: 'iam',
    principal: { kind: kind === 'user' ? 'user' : 'role', arn: isSession ? roleArn(account, name, partition) : arn, name, partition },
  };
}

const refused = (reason: string): PrincipalReading => ({ kind: 'refused', reason });

/**
 * What names a user or role within an account whatever the form of its ARN: IAM knows one of a name, and calls and sessions leave the path out.
 * The ARN itself for everything else.
 */
export function principalKey(arn: string, account: string): string {
  const reading = readPrincipal(arn, account);
  return reading.kind === 'iam' ? `${reading.principal.kind} ${reading.principal.name}` : arn;
}

/** The path tells a role that AWS manages: nobody else can make one there, but anybody can take such a name. */
function managedPath(path: readonly string[]): Managed | null {
  if (path.length > 1 && path[0] === 'aws-service-role') return 'service';
  return path.length > 1 && path[0] === 'aws-reserved' ? 'sso' : null;
}

/** A session's ARN has lost the path, so the name must do. */
function managedName(name: string): Managed | null {
  if (name.startsWith('AWSServiceRoleFor')) return 'service';
  return name.startsWith('AWSReservedSSO_') ? 'sso' : null;
}

type Managed = 'service' | 'sso';

/** IAM refuses to change these roles. Source: IAM User Guide, revoke role sessions and service-linked roles. */
const adviceOnManaged: Readonly<Record<Managed, (name: string) => string>> = {
  service: (name) => `Role ${name} is service-linked: it cannot be changed. Stop the resource that the service runs with it.`,
  sso: (name) =>
    `Role ${name} is managed by IAM Identity Center: it cannot be changed. Delete the user's active sessions there, remove the account assignment or ` +
    'put a deny into the permission set; in an organization a service control policy stops it at once.',
};

const rootAdvice = (account: string): string =>
  `Root of ${account} is bound by no policy in its own account, and neither are its federation sessions. Sign in as root: change the password, ` +
  'delete its access keys, replace its MFA device. In a member account a service control policy stops it, or centralized root access deletes its credentials.';
