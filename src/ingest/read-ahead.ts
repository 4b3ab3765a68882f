/** Maps items in order while up to `ahead` of them are under way: files are read and inflated on other threads while the last one is cut into records. */
export async function* readAhead<Item, Result>(
  items: readonly Item[],
  ahead: number,
  read: (item: Item) => Promise<Result>,
): AsyncGenerator<readonly [Item, Result]> {
  const underWay: { readonly item: Item; readonly result: Promise<Result> }[] = [];
  let next = 0;
  while (next < items.length || underWay.length > 0) {
    while (next < items.length && underWay.length < ahead) {
      const item = items[next++] as Item;
      const result = read(item);
      // Awaited below, in order; a failure in between must not count as unhandled.
      result.catch(() => {});
      underWay.push({ item, result });
    }
    const first = underWay.shift();
    if (first !== undefined) yield [first.item, await first.result];
  }
}
