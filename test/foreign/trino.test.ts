import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { splitStatements } from '../../src/athena-sql/split-statements.ts';
import type { SqlEngine } from '../../src/engine/sql-engine.ts';
import { compare, outcomes, type Verdict } from './trino/compare.ts';
import { knownDifferences } from './trino/known-differences.ts';
import { queries } from './trino/random-query.ts';
import { copyEvidence, openEvidence } from './trino/shared-evidence.ts';
import { missingForTrino, startTrino, type Trino } from './trino/start-trino.ts';

const folder = fileURLToPath(new URL('trino/queries', import.meta.url));
const families = readdirSync(folder).toSorted();
const document = readFileSync(fileURLToPath(new URL('../../docs/athena-sql.md', import.meta.url)), 'utf8');

const missing = missingForTrino();
if (missing !== null) {
  const reason = `test/foreign/trino: ${missing} is missing, so no Trino can answer the same queries.`;
  if (process.env['CI'] === 'true') throw new Error(reason);
  console.warn(`${reason} Skipped.`);
}

describe.skipIf(missing !== null)('the same statements over the same rows, by keytrail and by Trino', () => {
  let engine: SqlEngine;
  let trino: Trino;
  const verdicts = new Map<string, readonly Verdict[]>();

  beforeAll(async () => {
    engine = await openEvidence();
    trino = await startTrino();
    expect(await copyEvidence(engine, trino)).toBeGreaterThan(250);
  });
  afterAll(async () => {
    trino?.stop();
    await engine?.close();
  });

  test.each(families)('%s: values and types are the same, or it is known why not', async (family) => {
    const found: Verdict[] = [];
    for (const statement of splitStatements(readFileSync(`${folder}/${family}`, 'utf8'))) found.push(await compare(statement, engine, trino));
    verdicts.set(family, found);
    expect(found.filter(({ outcome }) => outcome === 'different')).toEqual([]);
  });

  test('random statements, the same ones at each run, are answered alike', async () => {
    const found: Verdict[] = [];
    for (const statement of fc.sample(queries, { seed: 20260107, numRuns: 200 })) found.push(await compare(statement, engine, trino));
    // Trino writes a class for each statement, and a class has limits.
    const answered = found.filter(({ detail }) => !detail.includes('COMPILER_ERROR'));
    expect(answered.filter(({ outcome }) => outcome !== 'same')).toEqual([]);
    expect(answered.length).toBeGreaterThan(180);
  });

  test('docs/athena-sql.md has the counts of this run and the known differences', () => {
    const counted = (found: readonly Verdict[]): string =>
      outcomes
        .slice(0, -1)
        .map((outcome) => ` | ${found.filter((verdict) => verdict.outcome === outcome).length}`)
        .join('');
    const line = (name: string, found: readonly Verdict[]): string => `| ${name} | ${found.length}${counted(found)} |`;
    const lines = [...verdicts].map(([family, found]) => line(family.replace('.sql', ''), found));
    const written = document.split('\n').map((text) => text.replaceAll(/ +/g, ' '));
    expect(knownDifferences.filter(({ what }) => !document.includes(what))).toEqual([]);
    expect(written).toEqual(expect.arrayContaining([...lines, line('all', [...verdicts.values()].flat())]));
  });
});
