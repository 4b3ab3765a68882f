import { setTimeout as pauseFor } from 'node:timers/promises';
import { CloudTrailClient, LookupEventsCommand, type LookupEventsResponse } from '@aws-sdk/client-cloudtrail';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { AwsAccess } from '../core/aws-access.ts';
import type { EventHistory } from '../ingest/event-history.ts';
import { awsFailure } from './aws-failure.ts';
import { clientConfig, endingWith } from './client-config.ts';

/** Two lookups a second and region are allowed (AWS API Reference, LookupEvents). */
const GAP_MS = 500;

export interface EventHistoryEffects {
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/** The Event History of the caller's account. Calls of a region wait for each other, so that AWS need not throttle them. */
export async function openEventHistory(
  access: AwsAccess,
  signal?: AbortSignal,
  { now, pause }: EventHistoryEffects = { now: Date.now, pause: pauseFor },
): Promise<EventHistory> {
  const options = endingWith(signal);
  const { account, region } = await identify(access, options);
  const regions = new Map<string, Region>();
  const open = (name: string): Region => {
    const known = regions.get(name) ?? { client: new CloudTrailClient({ ...clientConfig(access), region: name }), lookUp: paced(pause) };
    regions.set(name, known);
    return known;
  };
  return {
    account,
    region,
    openedAt: now(),
    pages: (name, from, to) => pages(name, open(name), { StartTime: new Date(from), EndTime: new Date(to) }, options),
  };
}

interface Region {
  readonly client: CloudTrailClient;
  readonly lookUp: (call: () => Promise<LookupEventsResponse>) => Promise<LookupEventsResponse>;
}

async function* pages(
  name: string,
  { client, lookUp }: Region,
  span: { readonly StartTime: Date; readonly EndTime: Date },
  options: { readonly abortSignal?: AbortSignal },
): AsyncGenerator<readonly string[]> {
  let token: string | undefined;
  do {
    const NextToken = token === undefined ? {} : { NextToken: token };
    try {
      const page = await lookUp(() => client.send(new LookupEventsCommand({ ...span, MaxResults: 50, ...NextToken }), options));
      token = page.NextToken;
      yield (page.Events ?? []).map(({ CloudTrailEvent = '' }) => CloudTrailEvent);
    } catch (error) {
      throw awsFailure(error, { action: 'cloudtrail:LookupEvents', target: `the Event History of ${name}` });
    }
  } while (token !== undefined);
}

async function identify(
  access: AwsAccess,
  options: { readonly abortSignal?: AbortSignal },
): Promise<{ readonly account: string; readonly region: string }> {
  const client = new STSClient(clientConfig(access));
  try {
    const { Account } = await client.send(new GetCallerIdentityCommand(), options);
    if (Account === undefined) throw new Error('GetCallerIdentity gave no account.');
    return { account: Account, region: await client.config.region() };
  } catch (error) {
    throw awsFailure(error, { action: 'sts:GetCallerIdentity', target: 'AWS' });
  }
}

/** Does calls one after the other, with a pause after each. Once one has failed, those that wait fail with it. */
function paced(pause: EventHistoryEffects['pause']): Region['lookUp'] {
  let turn: Promise<unknown> = Promise.resolve();
  return (call) => {
    const result = turn.then(call);
    turn = result.then(() => pause(GAP_MS));
    turn.catch(() => {});
    return result;
  };
}
