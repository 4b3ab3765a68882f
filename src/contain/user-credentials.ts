import { isAccessKeyId, isLongTermKeyId } from '../core/access-key-id.ts';
import type { CaseCredential, CredentialKind } from '../core/case.ts';
import { shown } from './shown.ts';
import type { TaintedPrincipal } from './tainted.ts';

/** A credential that IAM keeps for a user, and the user. */
export interface UserCredential {
  readonly user: TaintedPrincipal;
  readonly credential: CaseCredential;
}

const KEPT_BY_IAM = new Set<CredentialKind>(['access-key', 'login-profile', 'service-specific-credential', 'ssh-key', 'signing-certificate']);
/** Ids as IAM gives them, of keys and certificates alike. */
const ID = /^[A-Z0-9]{16,128}$/;

/** Credentials of one kind that are still there, with ids that a call can name: the mint of some was cut, and theirs is unknown. */
export const userCredentials = (users: readonly TaintedPrincipal[], kind: CredentialKind): readonly UserCredential[] =>
  users.flatMap((user) =>
    user.credentials
      .filter((credential) => credential.kind === kind && credential.state !== 'deleted' && isNameable(credential))
      .map((credential) => ({ user, credential })),
  );

/** Credentials that are still there and that no call can name, a sentence each. */
export const unnameable = (principals: readonly TaintedPrincipal[]): readonly string[] =>
  principals.flatMap(({ kind, name, credentials }) =>
    credentials
      .filter((credential) => KEPT_BY_IAM.has(credential.kind) && credential.state !== 'deleted' && !isNameable(credential))
      .map(
        ({ id, kind: what }) =>
          `The ${what} ${shown(id)} of ${kind} ${name} has no id that a call could name: look for it in the reads of the evidence level.`,
      ),
  );

/** Whether calls can name the credential. A login profile goes by its user's name. */
export function isNameable({ kind, id }: CaseCredential): boolean {
  if (kind === 'access-key') return isAccessKeyId(id) && isLongTermKeyId(id);
  return kind === 'login-profile' || ID.test(id);
}
