import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Behaviour, behaviourOf } from '../../src/baseline/behaviour.ts';
import { collect } from '../../src/lake/collect.ts';
import { openLake } from '../../src/lake/open-lake.ts';
import { commandLine } from '../support/command-line.ts';

/* Behaviour is calibrated on companies with and without an incident, and on a real attack with an auditor beside it. */
const invictus = fileURLToPath(new URL('../../../shared/data/invictus', import.meta.url));
const isThere = existsSync(`${invictus}/logs`);
if (!isThere) console.warn(`skipped: the behaviour of the Invictus attack, because ${invictus} is not there`);

async function behaviourIn(...sources: readonly string[]): Promise<readonly Behaviour[]> {
  const folder = join(mkdtempSync(join(tmpdir(), 'keytrail-behaviour-')), 'lake');
  await collect(folder, sources);
  const lake = await openLake(folder);
  try {
    return await behaviourOf(await lake.engine(), []);
  } finally {
    await lake.close();
  }
}

async function simulated(scenario: string, seed: number): Promise<readonly Behaviour[]> {
  const out = join(mkdtempSync(join(tmpdir(), 'keytrail-behaviour-')), 'logs');
  await commandLine().keytrail('simulate', scenario, '--out', out, '--seed', String(seed), '--events', '3000');
  return behaviourIn(out);
}

const highIn = (behaviour: readonly Behaviour[]): readonly string[] =>
  behaviour.filter(({ rating }) => rating === 'high').map(({ principal }) => principal.split('/').at(-1) ?? '');

test('in a company without an incident no key is rated high', async () => {
  const behaviour = await simulated('false-alarm', 7);
  expect(behaviour.length).toBeGreaterThan(5);
  expect(highIn(behaviour)).toEqual([]);
}, 120_000);

test('a key that leaked before its first use is the most unusual, and one that its owner uses on is rated high', async () => {
  const [unused, used] = [await simulated('iam-credential-exposure', 7), await simulated('leaked-key-in-use', 7)];
  expect(highIn(unused)[0]).toBe('tdir-workshop-sysdev');
  expect(unused[0]).toMatchObject({ rating: 'high', address: '203.0.113.77' });
  const key = used.find((one) => one.key.startsWith('AKIA'));
  expect(key?.rating).toBe('high');
  expect(key?.signs.map(({ id }) => id)).toContain('new-network');
  expect(key?.score).toBe(key?.signs.reduce((sum, { weight }) => sum + weight, 0));
}, 120_000);

describe.skipIf(!isThere)('a real attack', () => {
  test('the stolen key and the sessions that it opened or stole are rated high, the auditor who lists everything every night is not', async () => {
    const behaviour = await behaviourIn(`${invictus}/logs`);
    const { minted } = JSON.parse(readFileSync(`${invictus}/truth.json`, 'utf8')) as { minted: readonly Record<string, string | null>[] };
    const opened = minted
      .filter((one) => one['child_kind'] === 'session' && one['parent_key'] === 'AKIATFQR7NSC8Q4X20BJ')
      .map(({ target }) => target);
    const stolen = 'arn:aws:sts::123837392027:assumed-role/stratus-red-team-ec2-steal-credentials-role/i-*';
    const expected = new Set(['AKIATFQR7NSC8Q4X20BJ', stolen, ...opened.map((arn) => String(arn).replace(/\d{19}$/, '*'))]);
    expect(new Set(behaviour.filter(({ rating }) => rating === 'high').map(({ key }) => key))).toEqual(expected);
    expect(behaviour.filter(({ principal }) => principal.endsWith('/benjamin')).map(({ rating }) => rating)).toEqual(['usual', 'usual', 'usual']);
  }, 120_000);
});
