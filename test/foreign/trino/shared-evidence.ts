import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quoteLiteral } from '../../../src/athena-sql/literal.ts';
import { type ColumnType, columns, DATABASE, partitionKeys, TABLE } from '../../../src/core/cloudtrail-table.ts';
import type { SqlEngine } from '../../../src/engine/sql-engine.ts';
import { collect } from '../../../src/lake/collect.ts';
import { openLake } from '../../../src/lake/open-lake.ts';
import { simulate } from '../../../src/simulate/simulate.ts';
import { oddRecords } from './odd-records.ts';
import type { Trino } from './start-trino.ts';

/** A lake of a few hundred events: an attack in its noise, and odd records. */
export async function makeEvidence(): Promise<{ readonly lake: string; readonly subject: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'keytrail-trino-'));
  await simulate({ scenario: 'iam-credential-exposure', seed: 7, events: 220, out: join(folder, 'logs') });
  await mkdir(join(folder, 'odd'));
  await writeFile(join(folder, 'odd', 'odd.json'), JSON.stringify({ Records: oddRecords() }));
  await collect(join(folder, 'lake'), [join(folder, 'logs'), join(folder, 'odd')]);
  const { subject } = JSON.parse(await readFile(join(folder, 'logs', 'truth.json'), 'utf8'));
  return { lake: join(folder, 'lake'), subject: subject.id };
}

/** The engine of keytrail over such a lake. */
export const openEvidence = async (): Promise<SqlEngine> => (await openLake((await makeEvidence()).lake)).engine();

const trinoType = (type: ColumnType): string => {
  if (type === 'string') return 'varchar';
  if ('array' in type) return `array(${trinoType(type.array)})`;
  return `row(${Object.entries(type.struct)
    .map(([name, member]) => `"${name.toLowerCase()}" ${trinoType(member)}`)
    .join(', ')})`;
};

const everyColumn: readonly { readonly name: string; readonly type: ColumnType }[] = [
  ...columns,
  ...partitionKeys.map((name) => ({ name, type: 'string' as const })),
];

/** Rows that one statement carries to Trino: more make its text long. */
const BATCH = 50;

/** Gives Trino a table of the same name with the same rows. */
export async function copyEvidence(engine: SqlEngine, trino: Pick<Trino, 'required'>): Promise<number> {
  const { rows } = await engine.query(`SELECT ${everyColumn.map(({ name }) => name).join(', ')} FROM ${TABLE}`);
  const row = `row(${everyColumn.map(({ name, type }) => `"${name}" ${trinoType(type)}`).join(', ')})`;
  const select = (texts: readonly string[]): string =>
    `SELECT e.* FROM (SELECT CAST(json_parse(j) AS array(${row})) AS a FROM (VALUES ${texts.map((text) => `(${text})`).join(', ')}) AS v(j)) CROSS JOIN UNNEST(a) AS e(${everyColumn.map(({ name }) => `"${name}"`).join(', ')})`;
  for (let from = 0; from < rows.length; from += BATCH) {
    const texts = rows.slice(from, from + BATCH).map((values) => quoteLiteral(JSON.stringify([values])));
    const name = `${DATABASE}.${TABLE}`;
    await trino.required(from === 0 ? `CREATE TABLE ${name} AS ${select(texts)}` : `INSERT INTO ${name} ${select(texts)}`);
  }
  return rows.length;
}
