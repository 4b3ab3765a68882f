import { isAlive } from '../../core/alive.ts';
import type { Case, CaseCredential, CasePrincipal } from '../../core/case.ts';
import { attackersDeeds } from './attackers-deeds.ts';

/** What an attacker could still use or has left behind, as of `asOf`. */
export interface Alive {
  /** Active and sleeping credentials whose principal is still there. */
  readonly usable: readonly CaseCredential[];
  /** Of the usable, those never used. */
  readonly sleepers: readonly CaseCredential[];
  /** The mint was cut from the record: nobody can say. */
  readonly undecided: readonly CaseCredential[];
  /** Users and roles that the attacker created and nobody has deleted. */
  readonly principals: readonly CasePrincipal[];
}

export function aliveOf(document: Case): Alive {
  const { credentials, principals } = document;
  const alive = credentials.filter((credential) => isAlive(credential, principals));
  return {
    usable: alive.filter(({ state }) => state !== 'unknown'),
    sleepers: alive.filter(({ state }) => state === 'sleeper'),
    undecided: alive.filter(({ state }) => state === 'unknown'),
    principals: attackersDeeds(document).created.filter((principal) => principal.deletedBy === null),
  };
}
