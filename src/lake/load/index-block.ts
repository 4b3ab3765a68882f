import { indexedColumns } from '../../core/indexed-columns.ts';
import { rowGroupBlock } from '../../engine/duckdb/row-group-index.ts';
import { textHash } from '../../engine/duckdb/text-hash.ts';
import type { EncodedColumn } from '../../ingest/columnar/column-memory.ts';
import type { Leaf } from '../../ingest/columnar/physical-table.ts';
import { indexedLeaf } from '../parquet/indexed-leaf.ts';

/** Columns of the index by the names of their leaves. */
const numbers: ReadonlyMap<string, number> = new Map(indexedColumns.map((column, number) => [indexedLeaf(column), number]));

/** What a column of a row group adds to the index; null when it is not in it. */
export function indexBlock(rowGroup: number, { name, path }: Leaf, { dictionary, data }: EncodedColumn): Uint8Array | null {
  const number = numbers.get(name);
  return number === undefined || path.length > 1 ? null : rowGroupBlock(rowGroup, number, hashesOf(dictionary?.data ?? data));
}

/** Of the texts as Parquet has them: four bytes of length, then the text. */
function hashesOf(texts: Uint8Array): number[] {
  const view = new DataView(texts.buffer, texts.byteOffset, texts.byteLength);
  const hashes: number[] = [];
  for (let at = 0; at < texts.length; ) {
    const from = at + 4;
    at = from + view.getUint32(at, true);
    hashes.push(textHash(texts, from, at));
  }
  return hashes;
}
