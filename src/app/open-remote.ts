import type { AwsAccess } from '../core/aws-access.ts';
import type { AthenaPlace } from '../engine/athena/athena-service.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import type { TrinoServer } from '../engine/trino/trino-server.ts';
import { withoutSecrets } from './without-secrets.ts';

/** An engine elsewhere, over tables that are not a lake's. */
export type RemoteEngine =
  | { readonly engine: 'trino'; readonly server: TrinoServer }
  | {
      readonly engine: 'athena';
      readonly aws: AwsAccess;
      readonly place: Partial<AthenaPlace>;
      /** How much its queries may read together without a question, in bytes. */
      readonly maxScan: number;
    };

export interface RemoteEffects {
  /** Asks whether so much may be read, in bytes. */
  readonly confirm: (bytes: number) => Promise<boolean>;
  /** Is told how much was read by all queries so far, after each that read something, in bytes and US dollars. */
  readonly onRead: (read: { readonly bytes: number; readonly dollars: number }) => void;
}

/**
 * Opens an engine elsewhere; it asks nothing yet. Secrets are replaced in its answers.
 *
 * @param estimate how Athena learns what a query will read, see `AthenaOptions`
 */
export async function openRemote(remote: RemoteEngine, effects: RemoteEffects, estimate: 'planner' | 'largest' = 'planner'): Promise<SqlEngine> {
  if (remote.engine === 'trino') {
    const { openTrino } = await import('../engine/trino/open-trino.ts');
    return withoutSecrets(openTrino(remote.server));
  }
  const [{ openAthenaService }, { openAthena }, { athenaFailure }, { scanBudget }] = await Promise.all([
    import('../aws/athena-service.ts'),
    import('../engine/athena/open-athena.ts'),
    import('../engine/athena/athena-failure.ts'),
    import('../engine/athena/scan-budget.ts'),
  ]);
  const budget = scanBudget({ bytes: remote.maxScan, confirm: effects.confirm, onRead: effects.onRead });
  return withoutSecrets(openAthena({ service: openAthenaService(remote.aws, athenaFailure), place: remote.place, budget, estimate }));
}
