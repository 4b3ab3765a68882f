/** CloudTrail's Event History: the management events of 90 days that every account has, with a trail or without. Implemented in `aws`. */
export interface EventHistory {
  readonly account: string;
  /** The region that is configured. */
  readonly region: string;
  /** When it was opened, in milliseconds: nothing later is asked for. */
  readonly openedAt: number;
  /**
   * The events of a span, both ends included, page by page, each as the JSON text of its record. AWS gives two pages of fifty a second.
   *
   * @param from milliseconds, as `to`; whole seconds count
   * @throws KeytrailError `KT_REMOTE_REFUSED` or `KT_REMOTE_UNREACHABLE`
   */
  pages(region: string, from: number, to: number): AsyncIterable<readonly string[]>;
}
