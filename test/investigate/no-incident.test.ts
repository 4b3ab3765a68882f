import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runLab } from '../../src/app/lab.ts';

const now = () => new Date('2026-01-11T00:00:00Z');
const OBJECT_READS = expect.stringMatching(/^Object reads in S3.* are not in these logs/);

describe('a key that only its owner used', () => {
  const directory = mkdtempSync(join(tmpdir(), 'keytrail-no-incident-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const play = (scenario: string, seed: number) =>
    runLab(
      { directory: join(directory, `${scenario}-${seed}`), scenario, seed, events: 500, command: 'test', version: '0' },
      { now, during: (_, work) => work(() => {}) },
    );

  test.each([1, 2, 3])('false-alarm, seed %d: nobody is accused, and what the verdict rests on is said', async (seed) => {
    const { case: found, verification, truth } = await play('false-alarm', seed);
    expect({ compromise: found.compromise, edges: found.edges, discrepancies: verification.discrepancies }).toEqual({
      compromise: null,
      edges: [],
      discrepancies: [],
    });
    expect(new Set(found.timeline.map(({ actor }) => actor))).toEqual(new Set(['owner']));
    expect(truth.attackerEventIds).toEqual([]);
    expect(found.unknowns).not.toContainEqual(OBJECT_READS);
    expect(found.unknowns).toContainEqual(expect.stringMatching(/were minted by AssumeRole calls held to be the owner's/));
  });

  test('unlogged-reads: the same verdict, and that nobody can say whether objects were read', async () => {
    const { case: found, verification } = await play('unlogged-reads', 1);
    expect({ compromise: found.compromise, discrepancies: verification.discrepancies }).toEqual({ compromise: null, discrepancies: [] });
    expect(found.unknowns).toContainEqual(OBJECT_READS);
  });
});
