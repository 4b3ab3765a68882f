import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { investigateLake } from '../../src/app/investigate.ts';
import { type Case, caseSchema } from '../../src/core/case.ts';
import { collect } from '../../src/lake/collect.ts';

const invictus = fileURLToPath(new URL('../../../shared/data/invictus', import.meta.url));
const isThere = existsSync(`${invictus}/truth.json`);
if (!isThere) console.warn(`skipped: the Invictus attack, because ${invictus} is not there`);

const SEED = 'AKIATFQR7NSC8Q4X20BJ';
const AUDITOR = 'AKIATFQR7NSCUXC3DDDP';

interface Minted {
  readonly child: string;
  readonly child_kind: string;
  readonly parent_key: string | null;
  readonly event_id: string;
  readonly deleted?: { readonly event_id: string } | null;
  readonly expired_by_end_of_data?: boolean;
  readonly uses?: number;
}
interface AccessKey {
  readonly id: string;
  readonly events: number;
  readonly errors: number;
  readonly first: { readonly time: string };
  readonly last: { readonly time: string };
}
interface InvictusTruth {
  readonly minted: readonly Minted[];
  readonly access_keys: readonly AccessKey[];
  readonly investigation: {
    readonly descendant_access_keys_used: string[];
    readonly descendant_access_keys_never_used: string[];
    readonly service_forwarded_keys_of_tainted_keys: readonly { readonly id: string; readonly parent: string }[];
  };
}

describe.skipIf(!isThere)('the Invictus attack, against what two independent scripts found', () => {
  const lake = isThere ? mkdtempSync(join(tmpdir(), 'keytrail-invictus-')) : '';
  const truth: InvictusTruth = isThere ? JSON.parse(readFileSync(`${invictus}/truth.json`, 'utf8')) : {};
  const investigate = (subject: string): Promise<Case> =>
    investigateLake({ lake, subjects: [subject], command: 'test', version: '0' }, { now: () => new Date('2026-11-24T00:00:00Z') });
  let found: Case;

  beforeAll(async () => {
    await collect(lake, [`${invictus}/logs`]);
    found = await investigate(SEED);
  });
  afterAll(() => rmSync(lake, { recursive: true, force: true }));

  test('the case has the published form', () => {
    expect(caseSchema.safeParse(found).error).toBeUndefined();
    expect(found.coverage).toMatchObject({ events: 2900, from: '2023-07-10T11:42:18Z', to: '2023-07-10T12:37:50Z' });
  });

  test('every access key that descends from the seed is in the case, and no other', () => {
    const { descendant_access_keys_used: used, descendant_access_keys_never_used: unused } = truth.investigation;
    const keys = found.credentials.map(({ id }) => id).filter((id) => /^A[KS]IA/.test(id));
    expect(keys.toSorted()).toEqual([SEED, ...used, ...unused].toSorted());
    expect(unused.every((id) => found.credentials.find((credential) => credential.id === id)?.calls === 0)).toBe(true);
  });

  test('each credential that the seed minted hangs on the event of its mint, with its state', () => {
    const minted = truth.minted.filter(({ parent_key, child_kind }) => parent_key === SEED && /session|access_key|login_profile/.test(child_kind));
    expect(minted.length).toBe(14);
    for (const { child, event_id, deleted, expired_by_end_of_data } of minted) {
      const id = child.replace(/^login:/, 'login-profile:');
      const state = deleted ? 'deleted' : expired_by_end_of_data ? 'expired' : 'sleeper';
      expect(found.credentials.find((credential) => credential.id === id)).toMatchObject({
        state,
        stateEventId: deleted?.event_id ?? null,
        mintedBy: { credential: SEED, eventId: event_id },
      });
    }
  });

  test('calls, errors, first and last use of every credential are those that were counted', () => {
    for (const credential of found.credentials.filter(({ calls }) => calls > 0)) {
      const counted = truth.access_keys.find(({ id }) => id === credential.id);
      expect([credential.id, credential.calls, credential.errors, credential.firstUsed, credential.lastUsed]).toEqual([
        counted?.id,
        counted?.events,
        counted?.errors,
        counted?.first.time,
        counted?.last.time,
      ]);
    }
  });

  test('users and roles that the seed made were made and deleted by the events that did it', () => {
    const made = truth.minted.filter(({ parent_key, child_kind }) => parent_key === SEED && /^(user|role)$/.test(child_kind));
    expect(made.length).toBe(17);
    for (const { child, event_id, deleted } of made) {
      const principal = found.principals.find(({ principalId }) => principalId === child);
      expect(principal).toMatchObject({ createdBy: { credential: SEED, eventId: event_id }, deletedBy: { eventId: deleted?.event_id } });
    }
  });

  test('the attack began with the first use of the key, and all its calls are the attacker’s', () => {
    expect(found.compromise).toMatchObject({ since: '2023-07-10T11:54:33Z', certainty: 'certain' });
    const own = found.timeline.filter(({ credential, actor }) => credential === SEED && actor !== 'aws');
    expect(own.length).toBe(2104);
    expect(own.every(({ actor }) => actor === 'attacker')).toBe(true);
  });

  test('what services did in the name of its credentials, under keys of their own, stands under each of them', () => {
    const { service_forwarded_keys_of_tainted_keys: forwarded } = truth.investigation;
    expect(forwarded.length).toBeGreaterThan(70);
    const counted = new Map<string, number>();
    for (const { id, parent } of forwarded) {
      counted.set(parent, (counted.get(parent) ?? 0) + (truth.access_keys.find((key) => key.id === id)?.events ?? Number.NaN));
    }
    const told = found.timeline.filter(({ actor, why }) => actor === 'aws' && why.includes('in the name of'));
    expect(Object.fromEntries([...counted.keys()].map((parent) => [parent, told.filter(({ credential }) => credential === parent).length]))).toEqual(
      Object.fromEntries(counted),
    );
    expect(told.length).toBe([...counted.values()].reduce((sum, count) => sum + count, 0));
  });

  test('the auditor is not accused', async () => {
    const auditor = await investigate(AUDITOR);
    expect(auditor.compromise?.certainty).toBe('possible');
    expect(auditor.credentials).toHaveLength(1);
    expect(auditor.timeline.some(({ actor }) => actor === 'attacker')).toBe(false);
  });
});
