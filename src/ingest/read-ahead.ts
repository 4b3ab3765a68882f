/** How much may be under way before its turn: so many items, of so many bytes together, but always one. */
export interface Ahead {
  readonly items: number;
  readonly bytes: number;
}

interface UnderWay<Item, Result> {
  readonly item: Item;
  readonly result: Promise<Result>;
}

/**
 * Maps items in order while those that come next are under way: files are fetched and inflated elsewhere while the last one is cut into records. Many small
 * ones hide the latency of S3; of large ones a few fill the memory.
 */
export async function* readAhead<Item extends { readonly size: number }, Result>(
  items: readonly Item[],
  ahead: Ahead,
  read: (item: Item) => Promise<Result>,
): AsyncGenerator<readonly [Item, Result]> {
  const underWay: UnderWay<Item, Result>[] = [];
  let bytes = 0;
  let next = 0;
  const hasRoom = (item: Item): boolean => underWay.length === 0 || (underWay.length < ahead.items && bytes + item.size <= ahead.bytes);
  for (;;) {
    for (let item = items[next]; item !== undefined && hasRoom(item); item = items[next]) {
      const result = read(item);
      // Awaited below, in order; a failure in between must not count as unhandled.
      result.catch(() => {});
      underWay.push({ item, result });
      bytes += item.size;
      next += 1;
    }
    const first = underWay.shift();
    if (first === undefined) return;
    yield [first.item, await first.result];
    bytes -= first.item.size;
  }
}
