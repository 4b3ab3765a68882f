import { loginProfileId } from '../../core/minting/login-profile.ts';
import { atSignIn, byUserSession } from '../cloud/identity.ts';
import type { User } from '../cloud/principal.ts';
import { consoleLogin } from '../cloud/signin.ts';
import { asPrincipal, type Desk, Hand } from './hand.ts';
import type { Ledger } from './ledger.ts';

/** A console session of an IAM user lives so long. */
const SESSION_MS = 12 * 3_600_000;

/**
 * The attacker signs in to the console with a password that the attack has set, without a second factor.
 *
 * @param accessKeyId key that the console then takes.
 * @returns the session.
 */
export function entersConsole(ledger: Ledger, user: User, accessKeyId: string, at: number, desk: Omit<Desk, 'console'>): Hand {
  const call = consoleLogin(null);
  const door = { identity: atSignIn(user), sourceIp: desk.sourceIp, userAgent: desk.agent(call) };
  const event = ledger.attack('initialAccess', door, call, { at, region: desk.region });
  const password = loginProfileId(user.userName);
  ledger.used(password, event);
  ledger.minted(password, event, { id: accessKeyId, kind: 'console-session', principal: asPrincipal(user), expiresAt: at + SESSION_MS });
  return new Hand(ledger, accessKeyId, byUserSession(user, accessKeyId, { at, mfa: false }), { ...desk, console: true });
}
