import { KeytrailError } from '../../core/errors.ts';

/** A Trino and who asks it. */
export interface TrinoServer {
  /** Address of the coordinator: `https://trino.example.com`. */
  readonly url: string;
  readonly user: string;
  readonly catalog?: string;
  readonly schema?: string;
  /** A password of the user, or a token (JWT, OAuth 2.0): at most one of them. */
  readonly password?: string;
  readonly token?: string;
}

/**
 * The address of a server, once it is known to be fit for what is sent there.
 *
 * @throws KeytrailError `KT_USAGE` when it is no address, when a name cannot be sent, or when a password or token would go over the network unencrypted
 */
export function serverUrl({ url, password, token, ...names }: TrinoServer): URL {
  const strange = Object.values(names).find((name) => !/^[ -~]+$/.test(name));
  if (strange !== undefined)
    throw new KeytrailError('KT_USAGE', `"${strange}" is no name that Trino can be sent.`, { hint: 'Look at --user, --catalog and --schema.' });
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address === null || !/^https?:$/.test(address.protocol)) {
    throw new KeytrailError('KT_USAGE', `--server is "${url}", not an address.`, { hint: 'Give it as https://HOST:PORT.' });
  }
  if (address.username !== '' || address.password !== '') {
    throw new KeytrailError('KT_USAGE', '--server holds a user or password.', { hint: 'Give --user NAME, and the password by TRINO_PASSWORD.' });
  }
  const isSecret = password !== undefined || token !== undefined;
  if (isSecret && address.protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(address.hostname)) {
    throw new KeytrailError('KT_USAGE', `a password or token would go to ${address.host} unencrypted.`, { hint: 'Give the server as https://.' });
  }
  return address;
}

/** What every request of a statement carries (Trino's client protocol). */
export const trinoHeaders = ({ user, catalog, schema, password, token }: TrinoServer): Readonly<Record<string, string>> => ({
  'X-Trino-User': user,
  'X-Trino-Source': 'keytrail',
  'X-Trino-Time-Zone': 'UTC',
  ...(catalog === undefined ? {} : { 'X-Trino-Catalog': catalog }),
  ...(schema === undefined ? {} : { 'X-Trino-Schema': schema }),
  ...(password === undefined ? {} : { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }),
  ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
});
