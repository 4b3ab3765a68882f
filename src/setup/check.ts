import { KeytrailError } from '../core/errors.ts';

/** What a check found: a clause, and for what is not ok the next step. */
export type Finding =
  | { readonly state: 'ok'; readonly finding: string }
  | { readonly state: 'warn' | 'fail'; readonly finding: string; readonly next: string };

/** Something that is looked at before work begins. */
export interface Check {
  readonly name: string;
  /** A KeytrailError that it throws is a failed check. */
  readonly run: () => Promise<Finding>;
}

export interface CheckResult {
  readonly check: string;
  readonly state: Finding['state'];
  readonly finding: string;
  readonly next: string | null;
}

/** Runs checks one after the other; none of them keeps the next from running. */
export async function runChecks(checks: readonly Check[]): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { name, run } of checks) {
    const { state, finding, ...more } = await run().catch(asFinding);
    results.push({ check: name, state, finding, next: 'next' in more ? more.next : null });
  }
  return results;
}

function asFinding(error: unknown): Finding {
  if (!(error instanceof KeytrailError)) throw error;
  return { state: 'fail', finding: error.message, next: error.hint ?? 'Add --debug to see more.' };
}
