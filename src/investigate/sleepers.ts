import { isAlive } from '../core/alive.ts';
import type { CaseCredential, CasePrincipal, CredentialKind } from '../core/case.ts';

/** What lasts longest comes first: nobody takes a long-term key away by waiting. */
const ranking: readonly CredentialKind[] = [
  'access-key',
  'login-profile',
  'service-specific-credential',
  'ssh-key',
  'signing-certificate',
  'federation-token',
  'session-token',
  'console-session',
  'role-session',
];

/**
 * Credentials that nobody has used yet and that still open a door, the most dangerous first. SDKs often ask for two sessions at once and use one: the
 * other is none of them.
 */
export const sleepersOf = (credentials: readonly CaseCredential[], principals: readonly CasePrincipal[]): CaseCredential[] =>
  credentials
    .filter((credential) => credential.state === 'sleeper' && isAlive(credential, principals) && !hasUsedTwin(credential, credentials))
    .toSorted((a, b) => ranking.indexOf(a.kind) - ranking.indexOf(b.kind));

const hasUsedTwin = (sleeper: CaseCredential, credentials: readonly CaseCredential[]): boolean =>
  sleeper.expiresAt !== null && credentials.some((other) => other.calls > 0 && mintOf(other) === mintOf(sleeper));

const mintOf = ({ mintedBy, principal }: CaseCredential): string =>
  [mintedBy?.credential, mintedBy?.eventName, mintedBy?.eventTime, principal].join(' ');
