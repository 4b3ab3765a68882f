import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { namedQueries, namedQuery } from '../../src/app/named-queries.ts';
import { readTruth } from '../../src/app/read-document.ts';
import { bindNamedQuery, type NamedQuery } from '../../src/athena-sql/named-query.ts';
import type { ResultTable, SqlEngine } from '../../src/engine/sql-engine.ts';
import { collect } from '../../src/lake/collect.ts';
import { type Lake, openLake } from '../../src/lake/open-lake.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { queryAnswers } from './query-answers.ts';
import { queryLake } from './query-evidence.ts';

const queries = namedQueries();
let lake: Lake;
let engine: SqlEngine;

beforeAll(async () => {
  lake = await openLake(await queryLake());
  engine = lake.sandbox();
});
afterAll(() => lake.close());

const asked = (query: NamedQuery, values: Readonly<Record<string, string>> = {}): Promise<ResultTable> => {
  const [statement = ''] = bindNamedQuery(query, new Map(Object.entries(values)));
  return engine.query(statement);
};
const objects = ({ columns, rows }: ResultTable) => rows.map((row) => Object.fromEntries(columns.map(({ name }, place) => [name, row[place]])));

test('there are as many queries as answers to them', () => {
  expect(queries.length).toBeGreaterThanOrEqual(30);
  expect(queries.map(({ id }) => id)).toEqual(Object.keys(queryAnswers).toSorted());
});

describe.each(queries.map((query) => ({ id: query.id, query })))('$id', ({ id, query }) => {
  test('answers what happened in the small incident', async () => {
    const { values, rows } = queryAnswers[id] ?? { rows: [] };
    expect(rows.length).toBeGreaterThan(0);
    expect(objects(await asked(query, values))).toMatchObject(rows);
  });

  test('is named, asked and explained in words that a learner understands', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(query.question).toMatch(/^[A-Z].*\?$/);
    for (const text of [query.tells, query.doesNotTell]) expect(text).toMatch(/^[A-Z].{40,}\.$/s);
  });

  test('cites an event in every row, but for the coverage of the logs', async () => {
    const { columns } = await asked(query, queryAnswers[id]?.values);
    if (id !== 'coverage') expect(columns.map(({ name }) => name)).toContainEqual(expect.stringMatching(/^(eventid|first_event|last_event)$/));
  });
});

test('answers what the simulator knows of an attack on a key in daily use', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keytrail-'));
  await simulate({ scenario: 'leaked-key-in-use', seed: 4, events: 1500, out: folder });
  await collect(join(folder, 'lake'), [join(folder, 'logs')]);
  const truth = await readTruth(join(folder, 'truth.json'));
  const simulated = await openLake(join(folder, 'lake'));
  const over = simulated.sandbox();
  const rowsOf = async (id: string, values: Readonly<Record<string, string>>) =>
    objects(await over.query(bindNamedQuery(namedQuery(id), new Map(Object.entries(values)))[0] ?? ''));
  const [leaked] = truth.credentials;
  const key = truth.subject.id;
  const minted = truth.edges.filter(
    ({ from, relation, eventName }) => from === key && ['minted', 'assumed'].includes(relation) && eventName !== 'CreateAccessKey',
  );
  const sleepers = truth.credentials.filter(({ kind, state }) => kind === 'access-key' && state === 'sleeper');

  expect(await rowsOf('first-use', { key })).toMatchObject([{ eventid: truth.firstUse?.eventId }]);
  expect(await rowsOf('key-owner', { key })).toMatchObject([{ username: truth.identity.userName, arn: truth.identity.arn, calls: leaked?.calls }]);
  expect(await rowsOf('key-timeline', { key })).toHaveLength(leaked?.calls ?? 0);
  const opened = new Set((await rowsOf('sessions-opened', { key })).map((row) => row['eventid']));
  expect(minted.length).toBeGreaterThan(0);
  for (const { eventId } of minted) expect(opened).toContain(eventId);
  const waiting = (await rowsOf('sleeper-keys', {})).map((row) => row['new_key']);
  expect(sleepers.length).toBeGreaterThan(0);
  for (const { id } of sleepers) expect(waiting).toContain(id);
  await simulated.close();
});

test('a query that is misspelt is told the nearest', () => {
  expect(() => namedQuery('frist-use')).toThrow(
    expect.objectContaining({ code: 'KT_USAGE', message: 'there is no query named "frist-use".', hint: expect.stringContaining('first-use') }),
  );
});

test('a parameter without a value is named with its example, one with a default is not needed, one too many is told', () => {
  const bound = (id: string, values: Readonly<Record<string, string>>) => bindNamedQuery(namedQuery(id), new Map(Object.entries(values)));
  expect(() => bound('first-use', {})).toThrow(
    expect.objectContaining({ message: 'the query "first-use" needs key, the access key id.', hint: 'As in: --param key=AKIAIAAAAAAAAEXAMPLE' }),
  );
  expect(bound('keys-unused', {})[0]).toContain("CAST('90' AS integer)");
  expect(() => bound('root-use', { key: 'x' })).toThrow(/--param key was given/);
});
