import { expect, vi } from 'vitest';
import { TABLE } from '../../src/core/cloudtrail-table.ts';
import type { SqlEngine } from '../../src/engine/sql-engine.ts';
import type { Attack } from './sandbox-attacks.ts';
import { SECRET } from './sandbox-evidence.ts';

/** Runs an attack, compares what comes back, and sees whether the next query works. */
export async function withstand(engine: SqlEngine, [, sql, outcome]: Attack): Promise<void> {
  const answer = engine.query(sql.replaceAll(/\bT\b/g, TABLE));
  if ('rows' in outcome) {
    const { rows } = await answer;
    expect(rows).toEqual(outcome.rows);
    expect(JSON.stringify(rows)).not.toContain(SECRET);
  } else {
    const [code, part] = outcome;
    const message = typeof part === 'string' ? expect.stringContaining(part) : expect.stringMatching(part);
    await expect(answer).rejects.toMatchObject({ name: 'KeytrailError', code: `KT_QUERY_${code}`, message });
  }
  // On a busy machine even this may take longer than a bomb may.
  await vi.waitFor(async () => expect((await engine.query(`SELECT count(*) FROM ${TABLE}`)).rows).toEqual([[3]]), { timeout: 100_000 });
}
