import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetWorkGroupCommand,
  paginateListWorkGroups,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import type { AwsAccess } from '../core/aws-access.ts';
import { KeytrailError } from '../core/errors.ts';
import type { AthenaPage, AthenaService, Execution, Workgroup } from '../engine/athena/athena-service.ts';
import { awsFailure } from './aws-failure.ts';
import { clientConfig, endingWith } from './client-config.ts';

/** As many rows come at a time as Athena gives. */
const PAGE_ROWS = 1000;

/**
 * Athena with the user's own credentials.
 *
 * @param refusal words what Athena says of a statement that it does not even start
 */
export function openAthenaService(access: AwsAccess, refusal: (reason: string) => KeytrailError): AthenaService {
  const client = new AthenaClient(clientConfig(access));
  const calling = async <T>(action: string, target: string, call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      if (error instanceof Error && error.name === 'InvalidRequestException') throw refusal(error.message);
      throw awsFailure(error, { action: `athena:${action}`, target });
    }
  };
  return {
    listWorkgroups: () => orDenied(calling('ListWorkGroups', 'the workgroups of Athena', () => listWorkgroups(client))),
    workgroup: (name) => orDenied(calling('GetWorkGroup', `the workgroup "${name}"`, () => workgroup(client, name))),
    start: ({ sql, parameters, workgroup: WorkGroup, catalog, database, outputLocation }) =>
      calling('StartQueryExecution', `the workgroup "${WorkGroup}"`, async () => {
        const context = { ...(catalog === undefined ? {} : { Catalog: catalog }), ...(database === undefined ? {} : { Database: database }) };
        const command = new StartQueryExecutionCommand({
          QueryString: sql,
          WorkGroup,
          QueryExecutionContext: context,
          ...(outputLocation === undefined ? {} : { ResultConfiguration: { OutputLocation: outputLocation } }),
          ...(parameters.length === 0 ? {} : { ExecutionParameters: [...parameters] }),
        });
        const { QueryExecutionId = '' } = await client.send(command);
        return QueryExecutionId;
      }),
    status: (id, signal) => calling('GetQueryExecution', `the query ${id}`, () => status(client, id, signal)),
    page: (id, token, signal) => calling('GetQueryResults', `the query ${id}`, () => page(client, id, token, signal)),
    stop: async (id) => {
      await calling('StopQueryExecution', `the query ${id}`, () => client.send(new StopQueryExecutionCommand({ QueryExecutionId: id })));
    },
  };
}

/** Looking around is a help, no need: who may not, gets null. */
async function orDenied<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof KeytrailError && error.code === 'KT_REMOTE_REFUSED' && /^AWS denies /.test(error.message)) return null;
    throw error;
  }
}

async function listWorkgroups(client: AthenaClient): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { WorkGroups = [] } of paginateListWorkGroups({ client }, {})) names.push(...WorkGroups.flatMap(({ Name }) => Name ?? []));
  return names;
}

async function workgroup(client: AthenaClient, name: string): Promise<Workgroup> {
  const { WorkGroup } = await client.send(new GetWorkGroupCommand({ WorkGroup: name }));
  const { ResultConfiguration, ManagedQueryResultsConfiguration } = WorkGroup?.Configuration ?? {};
  const keepsResults = Boolean(ResultConfiguration?.OutputLocation) || ManagedQueryResultsConfiguration?.Enabled === true;
  return { name, enabled: WorkGroup?.State !== 'DISABLED', keepsResults };
}

async function status(client: AthenaClient, id: string, signal?: AbortSignal): Promise<Execution> {
  const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }), endingWith(signal));
  const { State = 'QUEUED', StateChangeReason = '' } = QueryExecution?.Status ?? {};
  return { state: State, reason: StateChangeReason, scanned: QueryExecution?.Statistics?.DataScannedInBytes ?? 0 };
}

async function page(client: AthenaClient, id: string, token: string | undefined, signal?: AbortSignal): Promise<AthenaPage> {
  const NextToken = token === undefined ? {} : { NextToken: token };
  const { ResultSet, NextToken: next } = await client.send(
    new GetQueryResultsCommand({ QueryExecutionId: id, MaxResults: PAGE_ROWS, ...NextToken }),
    endingWith(signal),
  );
  return {
    columns: (ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Name = '', Type = 'varchar', Precision = 0, Scale = 0 }) => ({
      name: Name,
      type: Type,
      precision: Precision,
      scale: Scale,
    })),
    rows: (ResultSet?.Rows ?? []).map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue ?? null)),
    next,
  };
}
