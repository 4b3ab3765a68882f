import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomOf } from './random.ts';

describe('randomOf', () => {
  test('gives the same values for the same seed and purpose, others for others', () => {
    const values = (seed: number, purpose: string): number[] => {
      const random = randomOf(seed, purpose);
      return Array.from({ length: 20 }, () => random.below(1_000_000));
    };
    expect(values(1, 'noise')).toEqual(values(1, 'noise'));
    expect(values(1, 'noise')).not.toEqual(values(2, 'noise'));
    expect(values(1, 'noise')).not.toEqual(values(1, 'story'));
  });

  test('stays within its bounds', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 1000 }), fc.integer({ min: -50, max: 50 }), (seed, limit, low) => {
        const random = randomOf(seed, 'bounds');
        const value = random.below(limit);
        expect(Number.isInteger(value) && value >= 0 && value < limit).toBe(true);
        const other = random.between(low, low + limit);
        expect(Number.isInteger(other) && other >= low && other <= low + limit).toBe(true);
      }),
    );
  });

  test('makes version 4 UUIDs, none twice', () => {
    const random = randomOf(7, 'uuid');
    const ids = Array.from({ length: 20_000 }, () => random.uuid());
    expect(new Set(ids).size).toBe(20_000);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('shuffles without losing or doubling anything', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.integer(), { maxLength: 30 }), (seed, list) => {
        expect(randomOf(seed, 'shuffle').shuffled(list).sort()).toEqual([...list].sort());
      }),
    );
  });

  test('takes chances in about the share asked for', () => {
    const random = randomOf(3, 'chance');
    const hits = Array.from({ length: 10_000 }, () => random.chance(0.2)).filter(Boolean).length;
    expect(hits).toBeGreaterThan(1800);
    expect(hits).toBeLessThan(2200);
  });
});
