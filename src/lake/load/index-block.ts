import { indexedColumns } from '../../core/indexed-columns.ts';
import { rowGroupBlock } from '../../engine/duckdb/row-group-index.ts';
import type { EncodedColumn } from '../../ingest/columnar/column-memory.ts';
import type { Leaf } from '../../ingest/columnar/physical-table.ts';
import { indexedLeaf } from '../parquet/indexed-leaf.ts';
import { plainTexts } from '../parquet/plain-texts.ts';

/** Columns of the index by the names of their leaves. */
const numbers: ReadonlyMap<string, number> = new Map(indexedColumns.map((column, number) => [indexedLeaf(column), number]));

/** What a column of a row group adds to the index; null when it is not in it. */
export function indexBlock(rowGroup: number, { name, path }: Leaf, { dictionary, data }: EncodedColumn): Uint8Array | null {
  const number = numbers.get(name);
  return number === undefined || path.length > 1 ? null : rowGroupBlock(rowGroup, number, plainTexts(dictionary?.data ?? data));
}
