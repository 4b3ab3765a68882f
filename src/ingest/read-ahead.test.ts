import { expect, test } from 'vitest';
import { readAhead } from './read-ahead.ts';

/** Reads items of the given sizes, and notes how many were under way each time one came out. */
async function run(sizes: readonly number[], ahead: { items: number; bytes: number }) {
  const items = sizes.map((size, index) => ({ size, index }));
  const order: number[] = [];
  const started: number[] = [];
  let begun = 0;
  const read = async ({ index }: { index: number }) => {
    begun += 1;
    // The later ones are done first.
    for (let turn = 0; turn < sizes.length - index; turn += 1) await Promise.resolve();
    return index;
  };
  for await (const [item, result] of readAhead(items, ahead, read)) {
    expect(result).toBe(item.index);
    order.push(result);
    started.push(begun);
  }
  return { order, started };
}

test('gives results in the order of the items, with so many under way', async () => {
  expect(await run([1, 1, 1, 1, 1], { items: 3, bytes: 100 })).toEqual({ order: [0, 1, 2, 3, 4], started: [3, 4, 5, 5, 5] });
});

test('has no more bytes under way than it may, but always one item', async () => {
  expect(await run([500, 40, 40, 40, 500], { items: 10, bytes: 100 })).toEqual({ order: [0, 1, 2, 3, 4], started: [1, 3, 4, 4, 5] });
});

test('fails with the first failure, and leaves none unhandled', async () => {
  const items = [1, 2, 3].map((size) => ({ size }));
  const reading = readAhead(items, { items: 3, bytes: 10 }, async ({ size }) => Promise.reject(new Error(`item ${size}`)));
  await expect(reading.next()).rejects.toThrow('item 1');
});
