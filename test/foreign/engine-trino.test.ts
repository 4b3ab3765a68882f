import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { splitStatements } from '../../src/athena-sql/split-statements.ts';
import { DATABASE } from '../../src/core/cloudtrail-table.ts';
import { KeytrailError } from '../../src/core/errors.ts';
import type { SqlEngine } from '../../src/engine/sql-engine.ts';
import { openTrino } from '../../src/engine/trino/open-trino.ts';
import { runStatement } from '../../src/engine/trino/statement.ts';
import type { TrinoServer } from '../../src/engine/trino/trino-server.ts';
import { compare } from './trino/compare.ts';
import { copyEvidence, openEvidence } from './trino/shared-evidence.ts';
import { missingForTrino, runJava, type TrinoAnswer } from './trino/start-trino.ts';

/*
 * The engine `trino` over a real Trino, asked by HTTP, and the lake with the same rows.
 */

const CATALOG = 'awsdatacatalog';
/** Statements of each family: the first ones. */
const EACH = 6;

const folder = fileURLToPath(new URL('trino/queries', import.meta.url));
const missing = missingForTrino();
if (missing !== null) console.warn(`test/foreign/engine-trino: ${missing} is missing. Skipped.`);

describe.skipIf(missing !== null)('the engine trino', () => {
  let lake: SqlEngine;
  let trino: SqlEngine;
  let stop = (): void => {};

  beforeAll(async () => {
    const { stdin, lines } = await runJava('TrinoServer.java', CATALOG);
    stop = () => stdin.end();
    const server: TrinoServer = { url: (await lines.next()).value, user: 'test', catalog: CATALOG, schema: DATABASE };
    const write = async (sql: string): Promise<void> => {
      for await (const { error } of runStatement(server, sql)) if (error !== undefined) throw new Error(`${error.message}\n${sql.slice(0, 500)}`);
    };
    lake = await openEvidence();
    await write(`CREATE SCHEMA ${CATALOG}.${DATABASE}`);
    expect(await copyEvidence(lake, { required: write })).toBeGreaterThan(250);
    trino = openTrino(server);
  });
  afterAll(async () => {
    stop();
    await lake?.close();
  });

  const ask = async (sql: string): Promise<TrinoAnswer> => {
    try {
      return await trino.query(sql);
    } catch (error) {
      if (error instanceof KeytrailError) return { error: error.code, message: error.message };
      throw error;
    }
  };

  test.each(readdirSync(folder).toSorted())('%s: answers as the lake does', async (family) => {
    const statements = splitStatements(readFileSync(`${folder}/${family}`, 'utf8')).slice(0, EACH);
    const verdicts = [];
    for (const statement of statements) verdicts.push(await compare(statement, lake, { ask }));
    expect(verdicts.filter(({ outcome }) => outcome === 'different')).toEqual([]);
    expect(verdicts.length).toBe(EACH);
  });

  test('a wrong statement has its place, and one that is cancelled ends', async () => {
    await expect(trino.query('SELECT eventnam FROM irworkshopgluetablecloudtrail')).rejects.toMatchObject({
      code: 'KT_QUERY_INVALID',
      message: "line 1:8: Column 'eventnam' cannot be resolved",
    });
    const controller = new AbortController();
    const long = trino.query(
      'SELECT count(*) FROM UNNEST(sequence(1, 10000)) a(x), UNNEST(sequence(1, 10000)) b(y), UNNEST(sequence(1, 10000)) c(z)',
      {
        signal: controller.signal,
      },
    );
    setTimeout(() => controller.abort(), 500);
    await expect(long).rejects.toThrow(/abort/);
    const running = "SELECT count(*) FROM system.runtime.queries WHERE state = 'RUNNING' AND query LIKE 'SELECT count(*) FROM UNNEST%'";
    await expect.poll(async () => (await trino.query(running)).rows, { timeout: 20_000 }).toEqual([[0]]);
  });
});
