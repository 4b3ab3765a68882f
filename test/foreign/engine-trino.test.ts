import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { investigateLake, investigateTable } from '../../src/app/investigate.ts';
import { splitStatements } from '../../src/athena-sql/split-statements.ts';
import type { Case } from '../../src/core/case.ts';
import { DATABASE, TABLE } from '../../src/core/cloudtrail-table.ts';
import { KeytrailError } from '../../src/core/errors.ts';
import type { SqlEngine } from '../../src/engine/sql-engine.ts';
import { openTrino } from '../../src/engine/trino/open-trino.ts';
import { runStatement } from '../../src/engine/trino/statement.ts';
import type { TrinoServer } from '../../src/engine/trino/trino-server.ts';
import { openLake } from '../../src/lake/open-lake.ts';
import { commandLine } from '../support/command-line.ts';
import { compare } from './trino/compare.ts';
import { copyEvidence, makeEvidence } from './trino/shared-evidence.ts';
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
  let server: TrinoServer;
  let evidence: { readonly lake: string; readonly subject: string };

  beforeAll(async () => {
    const { stdin, lines } = await runJava('TrinoServer.java', CATALOG);
    stop = () => stdin.end();
    server = { url: (await lines.next()).value, user: 'test', catalog: CATALOG, schema: DATABASE };
    evidence = await makeEvidence();
    lake = await (await openLake(evidence.lake)).engine();
    await write(server, `CREATE SCHEMA ${CATALOG}.${DATABASE}`);
    expect(await copyEvidence(lake, { required: (sql) => write(server, sql) })).toBeGreaterThan(250);
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

  const investigated = async (table: string): Promise<Case> =>
    investigateTable(
      { ...request(evidence.subject), table: { remote: { engine: 'trino', server }, table } },
      { now, confirm: async () => false, onRead: () => {} },
    );

  test('a whole investigation is the same, but for where the evidence lies and what a table cannot tell', async () => {
    const there = await investigated(`${DATABASE}.${TABLE}`);
    const here = await investigateLake({ ...request(evidence.subject), lake: evidence.lake }, { now });
    expect(here.timeline.length).toBeGreaterThan(20);
    expect(comparable(there, evidence.lake)).toEqual(comparable(here, evidence.lake));
    expect(there.unknowns.filter((unknown) => !here.unknowns.includes(unknown))).toEqual([
      `Whether the table ${DATABASE}.${TABLE} holds every log file is not known.`,
      'Whether the logs were altered, as far as digests tell: not known, a table keeps no digests.',
    ]);
    expect({ ...there.evidence, ...there.coverage }).toMatchObject({
      lake: `${DATABASE}.${TABLE} (trino)`,
      lakeDigest: '',
      events: here.coverage.events,
    });
  });

  test('a table of another form, with times as times and less of each identity, gives the same timeline', async () => {
    await write(server, `CREATE TABLE ${DATABASE}.other AS SELECT ${OTHER_COLUMNS} FROM ${DATABASE}.${TABLE}`);
    const there = await investigated(`${CATALOG}.${DATABASE}.other`);
    const here = await investigateLake({ ...request(evidence.subject), lake: evidence.lake }, { now });
    const { timeline, edges, credentials, principals, indicators, findings } = there;
    expect({ timeline, edges, credentials, principals, indicators, findings }).toEqual({
      ...{ timeline: here.timeline, edges: here.edges, credentials: here.credentials },
      ...{ principals: here.principals, indicators: here.indicators, findings: here.findings },
    });
    expect(there.unknowns[0]).toMatch(/has no .*useridentity\.identityprovider.*: what the records say there was not seen/);
  });

  test('rules find the same', async () => {
    const detect = async (...words: readonly string[]): Promise<unknown> => {
      const { code, out, err } = await commandLine().keytrail('detect', '--format', 'json', ...words);
      expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
      return JSON.parse(out);
    };
    const here = (await detect('--lake', evidence.lake)) as { readonly findings: readonly unknown[] };
    expect(here.findings.length).toBeGreaterThan(5);
    expect(await detect('--engine', 'trino', '--server', server.url, '--catalog', CATALOG, '--table', `${DATABASE}.${TABLE}`)).toEqual(here);
  });
});

const now = (): Date => new Date('2026-02-01T00:00:00Z');
const request = (subject: string) => ({ subjects: [subject], command: 'test', version: '0' });

/** What of a case does not depend on where its evidence lies. */
function comparable({ evidence: _evidence, coverage, unknowns: _unknowns, nextSteps, ...rest }: Case, lake: string) {
  const { digests: _digests, ...covered } = coverage;
  return { ...rest, covered, nextSteps: nextSteps.map((step) => ({ ...step, command: step.command?.replace(` --lake ${lake}`, '') ?? null })) };
}

const OTHER_COLUMNS = `eventid, eventname, eventsource, awsregion, sourceipaddress, useragent, errorcode, errormessage, requestparameters, responseelements,
  additionaleventdata, eventtype, recipientaccountid, sharedeventid, eventversion, serviceeventdetails, resources, eventcategory, sessioncredentialfromconsole,
  CAST(TRY(from_iso8601_timestamp(eventtime)) AS timestamp(0)) AS eventtime, readonly = 'true' AS readonly, managementevent = 'true' AS managementevent,
  IF(useridentity IS NULL, NULL, CAST(ROW(useridentity.type, useridentity.principalid, useridentity.arn, useridentity.accountid, useridentity.invokedby,
    useridentity.accesskeyid, useridentity.username, useridentity.sessioncontext) AS ROW(type varchar, principalid varchar, arn varchar, accountid varchar,
    invokedby varchar, accesskeyid varchar, username varchar, sessioncontext row(attributes row(mfaauthenticated varchar, creationdate varchar),
    sessionissuer row(type varchar, principalid varchar, arn varchar, accountid varchar, username varchar), sourceidentity varchar, ec2roledelivery varchar,
    assumedroot varchar, webidfederationdata varchar)))) AS useridentity`;

async function write(server: TrinoServer, sql: string): Promise<void> {
  for await (const { error } of runStatement(server, sql)) if (error !== undefined) throw new Error(`${error.message}\n${sql.slice(0, 500)}`);
}
