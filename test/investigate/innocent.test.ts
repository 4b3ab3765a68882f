import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { investigateLake } from '../../src/app/investigate.ts';
import { type LabResult, runLab } from '../../src/app/lab.ts';
import { openLake } from '../../src/lake/open-lake.ts';

const now = () => new Date('2026-01-11T00:00:00Z');
const origin = { command: 'test', version: '0' };

/** The false-positive control: a company at work, its administrators making users and keys for good reasons, and one attack in it. */
describe('in a company with one attacker', () => {
  const directory = mkdtempSync(join(tmpdir(), 'keytrail-innocent-'));
  let lab: LabResult;
  let principals: readonly string[];

  beforeAll(async () => {
    lab = await runLab(
      { directory, scenario: 'iam-credential-exposure', seed: 5, events: 8000, ...origin },
      { now, during: (_, work) => work(() => {}) },
    );
    const lake = await openLake(lab.lake);
    const { rows } = await (await lake.engine()).query(
      `SELECT DISTINCT coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn) FROM irworkshopgluetablecloudtrail
       WHERE useridentity.type IN ('IAMUser', 'AssumedRole') AND useridentity.invokedby IS NULL`,
    );
    await lake.close();
    principals = rows.flatMap(([arn]) => (arn === null ? [] : [String(arn)])).filter((arn) => !arn.includes('/aws-service-role/'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test('nobody else is accused', async () => {
    const tainted = new Set(lab.truth.credentials.map(({ principal }) => principal));
    const innocent = principals.filter((arn) => !tainted.has(arn));
    expect(innocent.length).toBeGreaterThan(12);
    const accused: string[] = [];
    for (const subject of innocent) {
      const found = await investigateLake({ lake: lab.lake, subjects: [subject], ...origin }, { now });
      if (found.timeline.some(({ actor }) => actor === 'attacker') || found.compromise?.certainty === 'certain') accused.push(subject);
    }
    expect(accused).toEqual([]);
  });

  test('each of the attacker’s users is', async () => {
    const used = lab.truth.credentials.filter(({ calls }) => calls > 0).map(({ principal }) => String(principal));
    expect(used).toHaveLength(2);
    for (const subject of used) {
      const found = await investigateLake({ lake: lab.lake, subjects: [subject], ...origin }, { now });
      expect(found.compromise?.certainty).toBe('certain');
      expect(found.subject).toMatchObject({ kind: 'user', id: subject, accountId: '111122223333' });
    }
  });
});
