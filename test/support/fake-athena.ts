import type { IncomingMessage } from 'node:http';
import { listenOnLoopback } from './loopback.ts';

/** A query as the fake answers it: the states it goes through, and its result. */
export interface FakeQuery {
  readonly states?: readonly { readonly State: string; readonly StateChangeReason?: string; readonly scanned?: number }[];
  readonly columns?: readonly { readonly Name: string; readonly Type: string; readonly Precision?: number; readonly Scale?: number }[];
  /** Pages of rows; of a SELECT the first row holds the names. */
  readonly pages?: readonly (readonly (readonly (string | null)[])[])[];
}

/** An Athena on loopback. */
export interface FakeAthena {
  readonly url: string;
  /** What a statement is answered with. */
  answer: (sql: string) => FakeQuery;
  readonly workgroups: Map<string, { readonly State?: string; readonly Configuration?: object }>;
  /** The requests so far: the name of the call and its input. */
  readonly calls: (readonly [name: string, input: Readonly<Record<string, unknown>>])[];
  /** Asked before each answer; what it gives is answered instead. */
  fault: (name: string, input: Readonly<Record<string, unknown>>) => { readonly name: string; readonly message?: string } | null;
  close(): Promise<void>;
}

export async function startFakeAthena(answer: FakeAthena['answer'] = () => ({})): Promise<FakeAthena> {
  const running: { readonly query: FakeQuery; looks: number }[] = [];
  const server = await listenOnLoopback(async (request, response) => {
    const name = String(request.headers['x-amz-target']).replace('AmazonAthena.', '');
    const input = JSON.parse(await textOf(request)) as Readonly<Record<string, unknown>>;
    fake.calls.push([name, input]);
    const fault = fake.fault(name, input) ?? missing(fake, name, input);
    const status = fault === null ? 200 : 400;
    const body = fault === null ? result(fake, running, name, input) : { __type: fault.name, message: fault.message ?? 'as planned' };
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  });
  const fake: FakeAthena = {
    ...server,
    answer,
    workgroups: new Map([['primary', { Configuration: { ResultConfiguration: { OutputLocation: 's3://results/' } } }]]),
    calls: [],
    fault: () => null,
  };
  return fake;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) text += piece;
  return text;
}

const missing = ({ workgroups }: FakeAthena, name: string, { WorkGroup }: Readonly<Record<string, unknown>>) =>
  name === 'GetWorkGroup' && !workgroups.has(String(WorkGroup)) ? { name: 'InvalidRequestException', message: 'WorkGroup is not found.' } : null;

function result(
  fake: FakeAthena,
  running: { readonly query: FakeQuery; looks: number }[],
  name: string,
  input: Readonly<Record<string, unknown>>,
): object {
  const { QueryString = '', QueryExecutionId = '', NextToken = 0, WorkGroup = '' } = input as Readonly<Record<string, string>>;
  const execution = running[Number(QueryExecutionId)];
  switch (name) {
    case 'ListWorkGroups':
      return { WorkGroups: [...fake.workgroups.keys()].map((Name) => ({ Name })) };
    case 'GetWorkGroup':
      return { WorkGroup: { Name: WorkGroup, State: 'ENABLED', ...fake.workgroups.get(WorkGroup) } };
    case 'StartQueryExecution':
      running.push({ query: fake.answer(QueryString), looks: 0 });
      return { QueryExecutionId: String(running.length - 1) };
    case 'GetQueryExecution': {
      const { states = [{ State: 'SUCCEEDED' }] } = execution?.query ?? {};
      const look = execution === undefined ? 0 : execution.looks++;
      const { scanned = 0, ...Status } = states[Math.min(look, states.length - 1)] ?? { State: 'FAILED' };
      return { QueryExecution: { Status, Statistics: { DataScannedInBytes: scanned } } };
    }
    case 'GetQueryResults': {
      const { columns: ColumnInfo = [], pages = [[]] } = execution?.query ?? {};
      const next = Number(NextToken) + 1;
      const Rows = (pages[Number(NextToken)] ?? []).map((row) => ({ Data: row.map((text) => (text === null ? {} : { VarCharValue: text })) }));
      return { ResultSet: { Rows, ResultSetMetadata: { ColumnInfo } }, ...(next < pages.length ? { NextToken: String(next) } : {}) };
    }
    default:
      return {};
  }
}
