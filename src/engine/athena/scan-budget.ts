import { KeytrailError } from '../../core/errors.ts';

const GIB = 2 ** 30;
/** Athena charges so much for a TiB read, in US dollars, and at least 10 MB for a query (Athena pricing, most regions). */
const DOLLARS_A_TIB = 5;
const LEAST = 10 * 2 ** 20;

/** What reading so much costs, in US dollars. Statements that read nothing are free. */
const scanCost = (bytes: number): number => (bytes === 0 ? 0 : (Math.max(bytes, LEAST) / 2 ** 40) * DOLLARS_A_TIB);

/** How much may be read, and who is asked when it is not enough. */
export interface ScanLimit {
  /** In bytes, over all queries of an engine. */
  readonly bytes: number;
  /** Says whether to go on with a query that will read so much, in bytes, with what was read before. */
  readonly confirm: (bytes: number) => Promise<boolean>;
  /** Is told what all queries so far have read, after each that read something. */
  readonly onRead: (read: { readonly bytes: number; readonly dollars: number }) => void;
}

/** What the queries of an engine have read, and whether there may be more. */
export interface ScanBudget {
  /**
   * Before a query.
   *
   * @param expected how much it is thought to read, in bytes; 0 when nobody knows
   * @throws KeytrailError `KT_QUERY_LIMIT`
   */
  readonly admit: (expected: number) => Promise<void>;
  /**
   * While a query runs that has read so much, in bytes.
   *
   * @throws KeytrailError `KT_QUERY_LIMIT` when it must stop
   */
  readonly refuse: (bytes: number) => void;
  /** After a query, whatever came of it: what was read is charged. */
  readonly charge: (bytes: number) => void;
}

export function scanBudget({ bytes: limit, confirm, onRead }: ScanLimit): ScanBudget {
  let [bytes, dollars, allowed] = [0, 0, limit];
  return {
    admit: async (expected) => {
      const total = bytes + expected;
      if (total <= allowed) return;
      if (!(await confirm(total))) throw tooMuch(total, limit);
      allowed = total + limit;
    },
    refuse: (more) => {
      if (bytes + more > allowed) throw tooMuch(bytes + more, limit);
    },
    charge: (more) => {
      if (more === 0) return;
      bytes += more;
      dollars += scanCost(more);
      onRead({ bytes, dollars });
    },
  };
}

const tooMuch = (bytes: number, limit: number): KeytrailError =>
  new KeytrailError(
    'KT_QUERY_LIMIT',
    `with this query Athena reads ${gib(bytes)} GiB or more (about $${scanCost(bytes).toFixed(2)}); the limit is ${gib(limit)} GiB.`,
    {
      hint: `Ask for less, by a condition on a partition key, or allow more: --max-scan ${Math.ceil(bytes / GIB) * 2}.`,
    },
  );

const gib = (bytes: number): string => (bytes / GIB).toFixed(bytes < GIB ? 3 : 1);
