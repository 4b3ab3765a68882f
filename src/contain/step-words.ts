import { firstOf, shown } from './shown.ts';
import type { TaintedPrincipal } from './tainted.ts';

/** What the owner loses; nothing where the attacker made the principal, which has no other owner. */
export const ownersLoss = (principal: TaintedPrincipal, loss: string): string[] => (principal.madeByAttacker ? [] : [loss]);

/** What the case holds against a principal: the first words of a reason to act on it. */
export const because = ({ reasons }: TaintedPrincipal): string => firstOf(reasons, '; ');

const SESSIONS = new Set(['session-token', 'federation-token', 'role-session', 'console-session']);

/** Names the sessions of the case that stop with the principal: ` (in this case session-token ASIA...)`. Empty when there is none. */
export function sessionsEnded({ credentials }: TaintedPrincipal): string {
  const sessions = credentials.filter(({ kind, state }) => SESSIONS.has(kind) && state !== 'expired').map(({ kind, id }) => `${kind} ${shown(id)}`);
  return sessions.length === 0 ? '' : ` (in this case ${firstOf(sessions)})`;
}
