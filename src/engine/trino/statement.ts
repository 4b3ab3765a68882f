import { setTimeout as pauseFor } from 'node:timers/promises';
import { KeytrailError } from '../../core/errors.ts';
import { serverUrl, type TrinoServer, trinoHeaders } from './trino-server.ts';
import type { TypeSignature } from './trino-type.ts';

/** A step of an answer, as Trino's client protocol gives it. */
export interface TrinoPage {
  readonly id: string;
  readonly nextUri?: string;
  readonly columns?: readonly { readonly name: string; readonly typeSignature: TypeSignature }[];
  readonly data?: readonly (readonly unknown[])[];
  readonly error?: TrinoError;
  readonly warnings?: readonly { readonly message: string }[];
}

export interface TrinoError {
  readonly message: string;
  readonly errorName: string;
  readonly errorType: 'USER_ERROR' | 'INTERNAL_ERROR' | 'INSUFFICIENT_RESOURCES' | 'EXTERNAL';
  readonly errorLocation?: { readonly lineNumber: number; readonly columnNumber: number };
}

/** What waits between two attempts, in milliseconds. */
export interface TrinoEffects {
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/** A busy coordinator, and a connection that breaks, get so many chances, the pauses growing to some seconds. */
const ATTEMPTS = 7;
const FIRST_PAUSE_MS = 100;
/** How long the coordinator is waited for when a query is given up. */
const CANCEL_MS = 5_000;

/**
 * Runs a statement, step by step as Trino goes on. Whoever stops reading, or aborts the signal, stops the query there.
 *
 * @throws KeytrailError `KT_REMOTE_REFUSED` or `KT_REMOTE_UNREACHABLE`; what Trino says of the statement is in the pages
 */
export async function* runStatement(
  server: TrinoServer,
  sql: string,
  signal?: AbortSignal,
  effects: TrinoEffects = { pause: pauseFor },
): AsyncGenerator<TrinoPage, void, undefined> {
  const { origin, href } = serverUrl(server);
  const headers = trinoHeaders(server);
  const ask = (url: string | URL, init: RequestInit): Promise<TrinoPage> => askTrino(url, { ...init, headers, ...(signal && { signal }) }, effects);
  let page = await ask(new URL('v1/statement', href.replace(/\/?$/, '/')), { method: 'POST', body: sql });
  let next = page.nextUri;
  try {
    for (yield page; next !== undefined; yield page) {
      refuseOtherHost(next, origin);
      page = await ask(next, {});
      next = page.nextUri;
    }
  } finally {
    // A query that is left half read goes on and holds memory until it is deleted. That it cannot be told so is no failure of the answer.
    if (next !== undefined && isAt(origin, next))
      await fetch(next, { method: 'DELETE', headers, redirect: 'error', signal: AbortSignal.timeout(CANCEL_MS) }).catch(() => {});
  }
}

const isAt = (origin: string, url: string): boolean => URL.canParse(url) && new URL(url).origin === origin;

/** Where it goes on is the server's to say, and password or token go along. */
function refuseOtherHost(next: string, origin: string): void {
  if (isAt(origin, next)) return;
  throw new KeytrailError('KT_REMOTE_REFUSED', `Trino at ${origin} sends its clients to another place, "${next.slice(0, 100)}".`, {
    hint: 'Name that place by --server, or have the proxy send X-Forwarded headers.',
  });
}

async function askTrino(url: string | URL, init: RequestInit, { pause }: TrinoEffects): Promise<TrinoPage> {
  const { host } = new URL(url);
  for (let attempt = 1; ; attempt += 1) {
    const isLast = attempt === ATTEMPTS;
    // A statement is sent once more only when it has not arrived: it might run twice.
    const answer = await fetch(url, { ...init, redirect: 'error' }).catch((error: unknown) => {
      init.signal?.throwIfAborted();
      if (!isLast && (init.method !== 'POST' || causeOf(error) === 'ECONNREFUSED')) return null;
      throw new KeytrailError('KT_REMOTE_UNREACHABLE', `Trino at ${host} cannot be reached (${causeOf(error)}).`, {
        hint: 'Check --server and the network; NODE_EXTRA_CA_CERTS=FILE names a certificate authority of your own.',
        cause: error,
      });
    });
    if (answer?.ok) return readPage(await answer.text(), host);
    if (answer !== null && (isLast || ![429, 502, 503, 504].includes(answer.status))) throw refusal(answer.status, host);
    await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1));
    init.signal?.throwIfAborted();
  }
}

/** The code of the system's error, which fetch wraps. */
function causeOf(error: unknown): string {
  const { cause, name } = error as Error & { readonly cause?: { readonly code?: string } };
  return cause?.code ?? name;
}

/** Whole numbers that JavaScript cannot hold exactly become texts, before they are read. */
const LONG_NUMBERS = /"(?:[^"\\]|\\.)*"|(?<![\w.+-])-?\d{16,}(?![\d.eE])/g;

function readPage(text: string, host: string): TrinoPage {
  try {
    return JSON.parse(text.replaceAll(LONG_NUMBERS, (piece) => (piece.startsWith('"') ? piece : `"${piece}"`))) as TrinoPage;
  } catch (error) {
    throw new KeytrailError('KT_REMOTE_REFUSED', `what ${host} answers is not Trino's protocol.`, { hint: 'Check --server.', cause: error });
  }
}

function refusal(status: number, host: string): KeytrailError {
  const refused = (message: string, hint: string) => new KeytrailError('KT_REMOTE_REFUSED', message, { hint });
  if (status === 401)
    return refused(`Trino at ${host} does not accept who asks.`, 'Give --user, and TRINO_PASSWORD or TRINO_ACCESS_TOKEN in the environment.');
  if (status === 403) return refused(`Trino at ${host} denies the statement to this user.`, 'Give another --user, or have the access allowed.');
  if (status === 404) return refused(`there is no Trino at ${host} (HTTP 404).`, 'Check --server.');
  if ([429, 502, 503, 504].includes(status))
    return new KeytrailError('KT_REMOTE_UNREACHABLE', `Trino at ${host} is too busy (HTTP ${status}).`, { hint: 'Run the command again later.' });
  return refused(`Trino at ${host} refuses the statement (HTTP ${status}).`, 'Check --server.');
}
