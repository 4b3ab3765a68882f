import type { CaseCredential, CasePrincipal } from './case.ts';

/**
 * Whether a credential still opens a door. A session does not outlive its role, although it is no credential that anybody could delete: its state
 * stays what its own life says.
 */
export function isAlive({ state, principal }: CaseCredential, principals: readonly Pick<CasePrincipal, 'arn' | 'deletedBy'>[]): boolean {
  if (state === 'deleted' || state === 'inactive' || state === 'expired') return false;
  // A name may have been given again: as long as one who bears it is there, the credential may be of that one.
  const bearers = principals.filter(({ arn }) => arn === principal);
  return bearers.length === 0 || bearers.some(({ deletedBy }) => deletedBy === null);
}
