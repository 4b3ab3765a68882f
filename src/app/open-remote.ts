import type { SqlEngine } from '../engine/sql-engine.ts';
import type { TrinoServer } from '../engine/trino/trino-server.ts';
import { withoutSecrets } from './without-secrets.ts';

/** An engine elsewhere, over tables that are not a lake's. */
export interface RemoteEngine {
  readonly engine: 'trino';
  readonly server: TrinoServer;
}

/** Opens an engine elsewhere; it asks nothing yet. Secrets are replaced in its answers. */
export async function openRemote({ server }: RemoteEngine): Promise<SqlEngine> {
  const { openTrino } = await import('../engine/trino/open-trino.ts');
  return withoutSecrets(openTrino(server));
}
