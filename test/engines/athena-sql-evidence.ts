import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { translate } from '../../src/athena-sql/translate.ts';
import type { Catalog } from '../../src/athena-sql/translation.ts';
import { type ColumnType, columns, DATABASE, partitionKeys, TABLE } from '../../src/core/cloudtrail-table.ts';
import { registerSlowRegexps } from '../../src/engine/duckdb/slow-regexps.ts';

/** A catalogue of the one table, standing in for a lake's. */
export const catalog: Catalog = {
  defaultDatabase: DATABASE,
  tables: [{ database: DATABASE, name: TABLE, columns, partitionKeys: [...partitionKeys], relation: '"memory"."main"."events"' }],
};

/** Five events, so that every expected answer can be worked out by eye. */
const events = `[
  {"eventtime": "2026-01-07T02:25:18Z", "eventname": "GetCallerIdentity", "eventsource": "sts.amazonaws.com", "awsregion": "us-east-1", "readonly": "true",
   "sourceipaddress": "203.0.113.77", "useridentity": {"type": "IAMUser", "accesskeyid": "AKIAEXAMPLEA", "username": "sysdev"}},
  {"eventtime": "2026-01-07T02:31:04Z", "eventname": "CreateAccessKey", "eventsource": "iam.amazonaws.com", "awsregion": "us-east-1", "readonly": "false",
   "sourceipaddress": "203.0.113.77", "requestparameters": "{\\"userName\\": \\"nwolf\\", \\"tags\\": [\\"a\\", \\"b\\"], \\"deep\\": {\\"x-y\\": 1}}",
   "useridentity": {"type": "IAMUser", "accesskeyid": "AKIAEXAMPLEA", "username": "sysdev"}},
  {"eventtime": "2026-01-07T02:40:00Z", "eventname": "DeleteUser", "eventsource": "iam.amazonaws.com", "awsregion": "us-east-1", "readonly": "false",
   "sourceipaddress": "198.51.100.4", "errorcode": "AccessDenied", "requestparameters": "{\\"userName\\": \\"rroe\\"}",
   "useridentity": {"type": "IAMUser", "accesskeyid": "AKIAEXAMPLEC", "username": "nwolf"}},
  {"eventtime": "2026-01-07T03:00:00Z", "eventname": "AssumeRole", "eventsource": "sts.amazonaws.com", "awsregion": "eu-west-1", "readonly": "true",
   "sourceipaddress": "ec2.amazonaws.com", "requestparameters": "not json",
   "resources": [{"arn": "arn:aws:iam::111122223333:role/a", "accountid": "111122223333", "type": "AWS::IAM::Role"},
                 {"arn": "arn:aws:iam::111122223333:role/b", "accountid": "111122223333", "type": "AWS::IAM::Role"}],
   "useridentity": {"type": "AWSService", "invokedby": "ec2.amazonaws.com"}},
  {"eventtime": "2026-01-08T00:00:00Z", "eventname": "GetObject", "eventsource": "s3.amazonaws.com", "awsregion": "eu-west-1", "readonly": "true",
   "sourceipaddress": "198.51.100.4", "useridentity": {"type": "AssumedRole", "accesskeyid": "ASIAEXAMPLED",
     "sessioncontext": {"sessionissuer": {"username": "admin-role"}}}}
]`;

const duckdbType = (type: ColumnType): string => {
  if (type === 'string') return 'VARCHAR';
  if ('array' in type) return `${duckdbType(type.array)}[]`;
  const members = Object.entries(type.struct).map(([name, member]) => `"${name.toLowerCase()}" ${duckdbType(member)}`);
  return `STRUCT(${members.join(', ')})`;
};

/** A DuckDB in memory that holds the events. */
export async function openEvidence(): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const all = [...columns.map(({ name, type }) => [name, duckdbType(type)]), ...partitionKeys.map((name) => [name, 'VARCHAR'])];
  const structure = JSON.stringify([Object.fromEntries(all)]);
  await connection.run(
    `CREATE TABLE events AS SELECT unnest(from_json($1, $2), max_depth := 2)`.replace('$1', `'${events}'`).replace('$2', `'${structure}'`),
  );
  // Whoever runs the emitted text may live in another time zone; no answer may change with it.
  registerSlowRegexps(connection);
  await connection.run(`SET TimeZone = 'Pacific/Auckland'`);
  return connection;
}

/** Rows as JSON: a bigint is a string, so that it differs from an integer. */
export async function answer(connection: DuckDBConnection, statement: string, parameters: readonly string[] = []): Promise<unknown> {
  const translation = translate(statement, catalog, { parameters });
  if (translation.kind === 'answer') return translation.rows;
  return (await connection.runAndReadAll(translation.sql)).getRowsJson();
}
