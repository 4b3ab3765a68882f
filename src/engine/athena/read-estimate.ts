import { KeytrailError } from '../../core/errors.ts';
import type { ResultTable } from '../sql-engine.ts';

/** Statements whose reading is charged. */
const CHARGED = /^(?:[\s(]+|--[^\r\n]*|\/\*[\s\S]*?\*\/)*(?:select|with|values|table)\b/i;

/**
 * How much a statement will read, in bytes, as the planner thinks; EXPLAIN reads nothing itself. Null where it does not know, which is so for tables
 * without statistics, and where the statement cannot be explained: what is wrong with it, its own run tells.
 */
export async function readEstimate(sql: string, explain: (sql: string) => Promise<ResultTable>): Promise<number | null> {
  if (!CHARGED.test(sql)) return null;
  try {
    const { rows } = await explain(`EXPLAIN (TYPE IO, FORMAT JSON) ${sql}`);
    const plan = JSON.parse(rows.map(([line]) => String(line)).join('\n')) as Plan;
    const sizes = (plan.inputTableColumnInfos ?? []).map(({ estimate }) => Number(estimate?.outputSizeInBytes ?? Number.NaN));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    return Number.isFinite(total) ? total : null;
  } catch (error) {
    if (error instanceof KeytrailError || error instanceof SyntaxError) return null;
    throw error;
  }
}

interface Plan {
  readonly inputTableColumnInfos?: readonly { readonly estimate?: { readonly outputSizeInBytes?: number | string } }[];
}
