import { AthenaClient, CreateWorkGroupCommand } from '@aws-sdk/client-athena';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { hasPython } from './python-tool.ts';
import { motoCredentials, startMoto } from './start-moto.ts';

/*
 * `keytrail sql --engine athena` against the Athena of moto, which runs no SQL: it goes through the states of a query and answers rows that were queued.
 */

describe.skipIf(!hasPython('test/foreign/engine-athena'))('the engine athena over moto', () => {
  let stop = (): void => {};
  let url = '';

  beforeAll(async () => {
    for (const [name, value] of Object.entries(motoCredentials)) vi.stubEnv(name, value);
    const moto = await startMoto();
    stop = moto.stop;
    url = `http://127.0.0.1:${moto.port}`;
    // A state a look: QUEUED, RUNNING, SUCCEEDED.
    const transition = { model_name: 'athena::execution', transition: { progression: 'manual', times: 1 } };
    await post('/moto-api/state-manager/set-transition', transition);
    const client = new AthenaClient({ endpoint: url, region: 'us-east-1' });
    const Configuration = { ResultConfiguration: { OutputLocation: 's3://results/' } };
    await client.send(new CreateWorkGroupCommand({ Name: 'IRWorkshopAthenaWorkGroup', Configuration }));
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    stop();
  });

  const post = async (path: string, body: object): Promise<void> => {
    const { ok } = await fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    expect(ok).toBe(true);
  };

  const keytrail = (...words: readonly string[]) =>
    commandLine().keytrail('sql', '--engine', 'athena', '--endpoint-url', url, '--region', 'us-east-1', '--format', 'json', ...words);

  test('a query goes through its states, in the workgroup that was found, and its rows are typed', async () => {
    const row = (...texts: readonly string[]) => ({ Data: texts.map((VarCharValue) => ({ VarCharValue })) });
    const column = (Name: string, Type: string) => ({ Name, Type, Precision: 0, Scale: 0 });
    const nothing = { rows: [], column_info: [] };
    const answer = {
      rows: [row('eventname', 'calls'), row('ListUsers', '3'), { Data: [{ VarCharValue: 'GetUser' }, {}] }],
      column_info: [column('eventname', 'varchar'), column('calls', 'bigint')],
    };
    // The first is what it is asked for an estimate.
    await post('/moto-api/static/athena/query-results', { results: [nothing, answer] });
    const { code, out } = await keytrail('SELECT eventname, count(*) AS calls FROM logs.cloudtrail GROUP BY 1');
    expect({ code, rows: JSON.parse(out) }).toEqual({
      code: 0,
      rows: [
        { eventname: 'ListUsers', calls: 3 },
        { eventname: 'GetUser', calls: null },
      ],
    });
  });

  test('a workgroup that does not say where results go is refused before anything runs', async () => {
    const { code, err } = await keytrail('--workgroup', 'primary', 'SHOW TABLES');
    expect({ code, error: JSON.parse(err).error }).toMatchObject({
      code: 4,
      error: { code: 'KT_NOT_READY', hint: expect.stringContaining('--output-location') },
    });
  });
});
