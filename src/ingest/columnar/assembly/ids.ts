import { reserveOutput } from './buffers';
import { columnAt, entryAt } from './columns';

/** How many of the ids written last are no UUIDs. */
export let otherIds: i32 = 0;

/**
 * Writes the ids of rows, sixteen bytes each. Behind them stand, for each that is no UUID, its row from `from` on, where its text is, and how long: its place
 * among the ids is left open.
 *
 * @param index the ids' column
 * @param from the first row since `markLengths`
 */
export function writeIds(index: i32, from: i32, to: i32): usize {
  const uuids = columnAt(index);
  const texts = columnAt(index + 1);
  const ids = reserveOutput(<usize>(to - from) * 28);
  let uuid = uuids.values + <usize>uuids.markedLength;
  let other = ids + <usize>(to - from) * 16;
  otherIds = 0;
  for (let row = from; row < to; row++) {
    if (load<u32>(uuids.cells + <usize>row * 4) !== 0) {
      v128.store(ids + <usize>(row - from) * 16, v128.load(uuid));
      uuid += 16;
      continue;
    }
    const text = entryAt(texts, load<u32>(texts.cells + <usize>row * 4));
    store<u32>(other, row - from);
    store<u32>(other, <u32>(text + 4), 4);
    store<u32>(other, load<u32>(text), 8);
    other += 12;
    otherIds += 1;
  }
  return ids;
}
