import { type KeyPrefix, simulatedKeyId, simulatedUniqueId, type UniqueIdPrefix } from '../trail/simulated-id.ts';

/** Gives out ids, each once. */
export interface IdMint {
  key(prefix: KeyPrefix): string;
  uniqueId(prefix: UniqueIdPrefix): string;
}

/** Ids counted upwards from a number; see {@link idRange} for numbers that stay apart. */
export function idMint(from: number): IdMint {
  const given = new Map<string, number>();
  const next = (prefix: string): number => {
    const count = given.get(prefix) ?? 0;
    given.set(prefix, count + 1);
    return from + count;
  };
  return {
    key: (prefix) => simulatedKeyId(prefix, next(prefix)),
    uniqueId: (prefix) => simulatedUniqueId(prefix, next(prefix)),
  };
}

const SEED_BITS = 16;
const COUNT_BITS = 22;

/**
 * Where the counting of ids begins, so that two seeds, two scenarios, or attack and company never share one. Seed 1 of the first scenario
 * begins at zero. Seeds 65 536 apart do share ids: a key id has room for 2^40.
 *
 * @param scenario its place in the registry.
 */
export function idRange(seed: number, scenario: number, part: 'story' | 'company'): number {
  const slot = ((seed - 1) % 2 ** SEED_BITS) + (seed < 1 ? 2 ** SEED_BITS : 0);
  return (((slot % 2 ** SEED_BITS) * 2 + (scenario % 2)) * 2 + (part === 'company' ? 1 : 0)) * 2 ** COUNT_BITS;
}
