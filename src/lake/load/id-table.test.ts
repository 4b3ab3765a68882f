import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdTable } from './id-table.ts';

const word = fc.oneof(fc.constantFrom(0, 1, 0xffffffff), fc.nat(5), fc.integer({ min: 0, max: 0xffffffff }));
const ids = fc.array(fc.tuple(word, word, word, word), { maxLength: 200 });

test('tells new ids from those that were there, as a set of texts does', () => {
  fc.assert(
    fc.property(fc.array(ids, { maxLength: 5 }), (batches) => {
      const table = new IdTable();
      const known = new Set<string>();
      for (const batch of batches) {
        const expected = batch.map((id) => {
          const isNew = !known.has(id.join());
          known.add(id.join());
          return isNew ? 1 : 0;
        });
        const isNew = new Uint8Array(batch.length);
        expect(table.add(Uint32Array.from(batch.flat()), isNew)).toBe(expected.filter((flag) => flag === 0).length);
        expect([...isNew]).toEqual(expected);
      }
    }),
  );
});

test('grows, and another thread that looks at the same memory sees it', () => {
  const table = new IdTable();
  const other = new IdTable(table.memory);
  const count = 300_000;
  const many = Uint32Array.from({ length: count * 4 }, (_, at) => (at % 4 === 0 ? at : 7));
  expect(table.add(many, new Uint8Array(count))).toBe(0);
  other.waitForTurn(0);
  expect(other.add(many, new Uint8Array(count))).toBe(count);
});
