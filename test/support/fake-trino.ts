import type { IncomingHttpHeaders } from 'node:http';
import { listenOnLoopback } from './loopback.ts';

/** A Trino on loopback that answers every statement with the same steps. */
export interface FakeTrino {
  readonly url: string;
  /** Steps of an answer, as text of JSON without braces; each but the last leads to the next. */
  steps: readonly string[];
  /** The requests so far: `POST SELECT 1`, `GET 1`, `DELETE 1`; the number is that of the step. */
  readonly calls: string[];
  readonly headers: IncomingHttpHeaders[];
  /** Asked before each answer: a status that is answered instead. */
  fault: (call: string) => number | null;
  /** Where steps lead to; this server when null. */
  elsewhere: string | null;
  close(): Promise<void>;
}

export async function startFakeTrino(...steps: readonly string[]): Promise<FakeTrino> {
  const server = await listenOnLoopback(async (request, response) => {
    const place = Number(/\d+$/.exec(request.url ?? '')?.[0] ?? 0);
    let body = '';
    for await (const piece of request) body += piece;
    const call = `${request.method} ${request.method === 'POST' ? body : place}`;
    fake.calls.push(call);
    fake.headers.push(request.headers);
    const status = fake.fault(call);
    if (status !== null) return void response.writeHead(status).end('not now');
    const next = place + 1 < fake.steps.length ? `,"nextUri":"${fake.elsewhere ?? server.url}/v1/statement/executing/q/${place + 1}"` : '';
    response.writeHead(200, { 'content-type': 'application/json' }).end(`{"id":"q"${next},${fake.steps[place]}}`);
  });
  const fake: FakeTrino = { ...server, steps, calls: [], headers: [], fault: () => null, elsewhere: null };
  return fake;
}
