import { encodings, pageTypes } from './parquet-format.ts';
import { bool, i32, struct, thriftBytes } from './thrift-writer.ts';

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
export const dataPageHeader = (page: DataPage): Buffer =>
  thriftBytes({
    1: i32(pageTypes.dataV2),
    2: i32(page.length),
    3: i32(page.compressedLength),
    8: struct({
      1: i32(page.rows),
      2: i32(page.nulls),
      3: i32(page.rows),
      4: i32(page.encoding),
      5: i32(page.levelsLength),
      6: i32(0),
      7: bool(page.isCompressed),
    }),
  });

/** Header of the page with a column's dictionary, which is compressed when the column is. */
export const dictionaryPageHeader = (entries: number, length: number, compressedLength: number): Buffer =>
  thriftBytes({
    1: i32(pageTypes.dictionary),
    2: i32(length),
    3: i32(compressedLength),
    7: struct({ 1: i32(entries), 2: i32(encodings.plain) }),
  });
