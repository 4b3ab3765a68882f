import type { CloudTrailEvent } from '../../../src/core/event.ts';
import type { Fate, Life } from './ledger.ts';
import type { Holder, World } from './world.ts';

/** One choice of everything that is left to chance. */
export interface Step {
  readonly deed: number;
  readonly who: number;
  readonly pick: number;
  readonly fate: Fate;
  readonly isUsed: boolean;
}

/** One thing that somebody may do, by the one who holds a credential. */
export type Deed = (world: World, step: Step, by: Holder) => void;

export const HOUR = 3_600;
export const one = <Value>(values: readonly Value[], pick: number): Value | undefined => values[pick % Math.max(1, values.length)];
export const isUser = ({ identity }: Holder): boolean => identity.type === 'IAMUser';
export const isLongTerm = ({ id }: Holder): boolean => id.startsWith('AKIA');

/** A call by the attacker with a credential, which the logs show to be used if they hold the record. */
export function does(world: World, by: Holder, name: string, more: Parameters<World['call']>[2] = {}): CloudTrailEvent {
  const entry = world.entries.find(({ id }) => id === by.id);
  if (entry !== undefined && more.fate !== 'lost') entry.used = true;
  return world.call(by, name, more);
}

/** Puts a new key into the attacker's hands, and uses it at once if it is to be used. */
export function takes(world: World, holder: Holder, isUsed: boolean): void {
  world.holders.push(holder);
  if (!isUsed) return;
  world.passes(3);
  does(world, holder, 'ListBuckets', { source: 's3' });
}

/** A user for a new credential: the attacker's own, or one of the company. */
export const someUser = (world: World, pick: number): Life =>
  one([...world.attackersUsers.filter(({ deleted }) => !deleted), world.companyUser], pick) ?? world.companyUser;
