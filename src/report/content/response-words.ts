import type { Case } from '../../core/case.ts';
import { counted } from './counts.ts';

/** How fast somebody reacted, in a sentence; null where there was nothing to react to. */
export function responseSentence({ response, timeline }: Pick<Case, 'response' | 'timeline'>): string | null {
  const { firstAttackerCall, firstContainment, secondsToDetect, secondsToContain } = response;
  if (firstAttackerCall === null) return null;
  if (secondsToDetect === null) return 'No reaction to the attack is in these logs.';
  const noticed = `Somebody reacted ${spokenDuration(secondsToDetect)} after the attacker's first call`;
  if (secondsToContain === null || firstContainment === null) return `${noticed}; these logs show nothing that contained the attack.`;
  const after = timeline.filter(({ actor, eventTime }) => actor === 'attacker' && eventTime > firstContainment.eventTime).length;
  const later = after === 0 ? 'no call of the attacker came after that' : `${counted(after, 'call')} of the attacker came after that`;
  return `${noticed}; the first containment came after ${spokenDuration(secondsToContain)}, and ${later}.`;
}

const UNITS = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const;

/** Seconds in their two largest units: `2 h 3 min`, `4 d`, `0 s`. */
export function spokenDuration(seconds: number): string {
  const at = UNITS.findIndex(([size]) => seconds >= size);
  const [[size, name], next] = [UNITS[at] ?? UNITS[3], UNITS[at + 1]];
  const whole = `${Math.floor(seconds / size)} ${name}`;
  const rest = next === undefined || at < 0 ? 0 : Math.floor((seconds % size) / next[0]);
  return next === undefined || rest === 0 ? whole : `${whole} ${rest} ${next[1]}`;
}
