import type { Case } from '../../core/case.ts';

/** How many calls were judged to be the owner's, and of how many it could not be told whose they were. */
export function whoseCalls({ timeline }: Pick<Case, 'timeline'>): { readonly owner: number; readonly unknown: number } {
  const of = (actor: Case['timeline'][number]['actor']): number => timeline.filter((entry) => entry.actor === actor).length;
  return { owner: of('owner'), unknown: of('unknown') };
}

/** Whether of no call it is known that it was the owner's, and of some it cannot be told: then nothing clears the key. */
export function isUndecided(document: Pick<Case, 'timeline'>): boolean {
  const { owner, unknown } = whoseCalls(document);
  return owner === 0 && unknown > 0;
}

/** Whether nothing shows in these logs of what was asked for: no call, and no sign-in, which has no key. */
export const isUnused = ({ calls, credentials }: Pick<Case, 'calls' | 'credentials'>): boolean =>
  calls === 0 && !credentials.some(({ depth, firstUsed }) => depth === 0 && firstUsed !== null);
