import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { investigateLake } from '../../src/app/investigate.ts';
import { readTruth } from '../../src/app/read-document.ts';
import type { Truth } from '../../src/core/truth.ts';
import { collect } from '../../src/lake/collect.ts';
import { simulate } from '../../src/simulate/simulate.ts';

const origin = { command: 'test', version: '0' };
const now = () => new Date('2026-01-11T00:00:00Z');

/** A key in daily use, with the attacker moved to an address of its owner: an office, a VPN, a hotel. */
describe('owner and attacker behind one address', () => {
  const directory = mkdtempSync(join(tmpdir(), 'keytrail-shared-'));
  let truth: Truth;
  let files: readonly string[];
  let homes: readonly string[];

  beforeAll(async () => {
    await simulate({ scenario: 'leaked-key-in-use', seed: 1, events: 2000, out: directory });
    truth = await readTruth(join(directory, 'truth.json'));
    files = readdirSync(join(directory, 'logs'), { recursive: true, encoding: 'utf8' }).filter((file) => /CloudTrail\/.*\.json\.gz$/.test(file));
    const attackers = new Set(truth.indicators.sourceIPs);
    homes = (truth.credentials[0]?.sourceIPs ?? []).filter((address) => !attackers.has(address));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  /** Each call of the case with whose it is held to be and whose it was, counted. */
  async function judged(name: string, rewrite: (text: string) => string) {
    const folder = join(directory, name);
    mkdirSync(folder);
    for (const [at, file] of files.entries()) {
      const text = gunzipSync(readFileSync(join(directory, 'logs', file))).toString();
      writeFileSync(join(folder, `${at}.json.gz`), gzipSync(rewrite(text), { level: 1 }));
    }
    await collect(`${folder}-lake`, [folder]);
    const found = await investigateLake({ lake: `${folder}-lake`, subjects: [truth.subject.id], ...origin }, { now });
    const attackers = new Set(truth.attackerEventIds);
    const calls = (actor: string, attacking: boolean): number =>
      found.timeline.filter((call) => call.actor === actor && attackers.has(call.eventId) === attacking).length;
    return { found, calls };
  }

  const movedTo = (address: string) => (text: string) =>
    truth.indicators.sourceIPs.reduce((moved, attacker) => moved.replaceAll(`"${attacker}"`, `"${address}"`), text);

  test('every call of the attacker is told, no call of the owner is held against him, and the address is no indicator', async () => {
    expect(homes).toHaveLength(3);
    for (const home of homes) {
      const { found, calls } = await judged(`at-${home}`, movedTo(home));
      expect({ home, told: calls('attacker', true), wrong: calls('attacker', false), missed: calls('owner', true) }).toEqual({
        home,
        told: truth.attackerEventIds.length,
        wrong: 0,
        missed: 0,
      });
      expect(found.compromise).toMatchObject({ since: '2026-01-07T02:25:18Z' });
      expect(found.indicators.sourceIPs).toEqual([]);
      expect(found.unknowns).toContainEqual(expect.stringContaining(`both call from ${home}`));
    }
  });

  test('with the owner’s own tool, too, nobody is taken for the other', async () => {
    const [home = ''] = homes;
    const [cli = ''] =
      /aws-cli\/2\.22\.26 [^"\]]* os\/macos[^"\]]* lang\/python#[\d.]+/.exec(
        files.map((file) => gunzipSync(readFileSync(join(directory, 'logs', file))).toString()).join('\n'),
      ) ?? [];
    expect(cli).not.toBe('');
    const { calls } = await judged('same-tool', (text) => movedTo(home)(text).replaceAll(/aws-cli\/2\.24\.1 [^"\]]* lang\/python#[\d.]+/g, cli));
    expect({ wrong: calls('attacker', false), missed: calls('owner', true) }).toEqual({ wrong: 0, missed: 0 });
    expect(calls('attacker', true)).toBeGreaterThan(truth.attackerEventIds.length / 2);
  });
});
