import { text } from 'node:stream/consumers';
import { listenOnLoopback } from './loopback.ts';

/** `sts:GetCallerIdentity` and `cloudtrail:LookupEvents` on loopback. */
export interface FakeEventHistory {
  readonly url: string;
  /** Records as JSON text, with their times in milliseconds. */
  readonly events: { readonly time: number; readonly record: string }[];
  /** The lookups so far, as they were asked. */
  readonly lookups: { readonly StartTime: number; readonly EndTime: number; readonly NextToken?: string }[];
  /** Asked before each lookup; the name of an error to answer with. */
  fault: () => { readonly status: number; readonly name: string } | null;
  close(): Promise<void>;
}

export async function startFakeEventHistory(pageSize: number): Promise<FakeEventHistory> {
  const server = await listenOnLoopback(async (request, response) => {
    const body = await text(request);
    if (body.includes('GetCallerIdentity')) {
      const identity = '<Arn>arn:aws:iam::111122223333:user/responder</Arn><UserId>AIDAIAAAAAAAAEXAMPLE</UserId><Account>111122223333</Account>';
      response.end(`<GetCallerIdentityResponse><GetCallerIdentityResult>${identity}</GetCallerIdentityResult></GetCallerIdentityResponse>`);
      return;
    }
    const lookup = JSON.parse(body) as FakeEventHistory['lookups'][number];
    fake.lookups.push(lookup);
    const fault = fake.fault();
    if (fault !== null) {
      response.writeHead(fault.status, { 'x-amzn-errortype': fault.name }).end(JSON.stringify({ __type: fault.name, message: 'as planned' }));
      return;
    }
    // Newest first, as AWS answers; both ends of the span count.
    const found = fake.events.filter(({ time }) => time >= lookup.StartTime * 1000 && time <= lookup.EndTime * 1000).sort((a, b) => b.time - a.time);
    const from = Number(lookup.NextToken ?? 0);
    const more = from + pageSize < found.length ? { NextToken: String(from + pageSize) } : {};
    const Events = found.slice(from, from + pageSize).map(({ record }) => ({ CloudTrailEvent: record }));
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify({ Events, ...more }));
  });
  const fake: FakeEventHistory = { ...server, events: [], lookups: [], fault: () => null };
  return fake;
}
