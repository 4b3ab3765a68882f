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

/** Leave to run one query. */
export interface ScanLeave {
  /**
   * While the query runs, and has read so much, in bytes.
   *
   * @throws KeytrailError `KT_QUERY_LIMIT` when it must stop
   */
  readonly see: (bytes: number) => void;
  /** At its end, whatever came of it: what was read is charged, in bytes. */
  readonly end: (bytes: number) => void;
}

/** What the queries of an engine read, also side by side, and whether there may be more. */
export interface ScanBudget {
  /**
   * Before a query.
   *
   * @param expected how much it is thought to read, in bytes; 0 when nobody knows
   * @throws KeytrailError `KT_QUERY_LIMIT`
   */
  readonly admit: (expected: number) => Promise<ScanLeave>;
}

export function scanBudget({ bytes: limit, confirm, onRead }: ScanLimit): ScanBudget {
  let [charged, dollars, allowed] = [0, 0, limit];
  const running = new Set<{ bytes: number }>();
  const total = (): number => [...running].reduce((sum, { bytes }) => sum + bytes, charged);
  const admit = async (expected: number): Promise<ScanLeave> => {
    const sum = total() + expected;
    if (sum > allowed) {
      if (!(await confirm(sum))) throw tooMuch(sum, limit);
      allowed = sum + limit;
    }
    const query = { bytes: expected };
    running.add(query);
    return {
      see: (bytes) => {
        query.bytes = Math.max(expected, bytes);
        if (total() > allowed) throw tooMuch(total(), limit);
      },
      end: (bytes) => {
        running.delete(query);
        if (bytes === 0) return;
        charged += bytes;
        dollars += scanCost(bytes);
        onRead({ bytes: charged, dollars });
      },
    };
  };
  // One question at a time is enough for whoever answers.
  let turn: Promise<unknown> = Promise.resolve();
  return {
    admit: (expected) => {
      const leave = turn.then(() => admit(expected));
      turn = leave.catch(() => {});
      return leave;
    },
  };
}

const tooMuch = (bytes: number, limit: number): KeytrailError =>
  new KeytrailError(
    'KT_QUERY_LIMIT',
    `together with this query Athena reads ${gib(bytes)} GiB or more (about $${scanCost(bytes).toFixed(2)}); the limit is ${gib(limit)} GiB.`,
    {
      hint: `Ask for less, by a condition on a partition key, or allow more: --max-scan ${Math.ceil(bytes / GIB) * 2}.`,
    },
  );

const gib = (bytes: number): string => (bytes / GIB).toFixed(bytes < GIB ? 3 : 1);
