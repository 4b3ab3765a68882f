import { encodings, pageTypes } from './parquet-format.ts';
import { ThriftWriter } from './thrift-writer.ts';

/** A page of values: sizes in bytes, those of the levels counted in. */
export interface DataPage {
  readonly rows: number;
  readonly nulls: number;
  readonly encoding: number;
  readonly levelsLength: number;
  readonly length: number;
  readonly compressedLength: number;
  readonly isCompressed: boolean;
}

/** Header of a data page of the second version: levels stand before the values and are not compressed. */
export function dataPageHeader(page: DataPage): Buffer {
  const to = new ThriftWriter();
  to.i32(1, pageTypes.dataV2);
  to.i32(2, page.length);
  to.i32(3, page.compressedLength);
  to.struct(8, () => {
    to.i32(1, page.rows);
    to.i32(2, page.nulls);
    to.i32(3, page.rows);
    to.i32(4, page.encoding);
    to.i32(5, page.levelsLength);
    to.i32(6, 0);
    to.bool(7, page.isCompressed);
  });
  return to.end();
}

/** Header of the page with a column's dictionary, which is compressed when the column is. */
export function dictionaryPageHeader(entries: number, length: number, compressedLength: number): Buffer {
  const to = new ThriftWriter();
  to.i32(1, pageTypes.dictionary);
  to.i32(2, length);
  to.i32(3, compressedLength);
  to.struct(7, () => {
    to.i32(1, entries);
    to.i32(2, encodings.plain);
  });
  return to.end();
}
