import { columnAt, columnCount, DICTIONARY, emptyColumns, emptyRows, groupAt, groupCount, PLAIN, reserveRows, rowCapacity, widened } from './columns';

/** Rows that the row group has so far. */
export let rowCount: i32 = 0;
/** For each row, where its untouched record stands: which block of the raw file, from where in what it inflates to, and how long. */
export let rawBlocks: usize = 0;
export let rawStarts: usize = 0;
export let rawLengths: usize = 0;

/** Makes room for one row more than there are. */
export function reserveRow(): void {
  if (rowCount < rowCapacity) return;
  const before = <usize>rowCapacity * 4;
  const rows = max(rowCapacity * 2, 32768);
  rawBlocks = widened(rawBlocks, before, <usize>rows * 4);
  rawStarts = widened(rawStarts, before, <usize>rows * 4);
  rawLengths = widened(rawLengths, before, <usize>rows * 4);
  reserveRows(rows);
}

/** Ends the row that was filled. */
export function endRow(rawStart: usize, rawLength: usize): void {
  store<u32>(rawStarts + <usize>rowCount * 4, <u32>rawStart);
  store<u32>(rawLengths + <usize>rowCount * 4, <u32>rawLength);
  rowCount += 1;
}

/** Takes back the rows from `from` on, also one that is half filled. */
export function dropRowsFrom(from: i32): void {
  emptyRows(from, min(rowCount + 1, rowCapacity));
  rowCount = from;
}

export function emptyRowGroup(): void {
  emptyColumns(rowCount);
  rowCount = 0;
}

/**
 * Takes out single rows.
 *
 * @param from the first row since `markLengths`
 * @param keep a byte for each row from there on: 0 for one that goes
 */
export function keepRows(from: i32, keep: usize): void {
  for (let index = 0; index < columnCount; index++) {
    const column = columnAt(index);
    if (column.kind === PLAIN) keepTexts(index, from, keep);
    else if (column.kind !== DICTIONARY) keepUuids(index, from, keep);
    keepWords(column.cells, from, keep);
  }
  for (let index = 1; index <= groupCount; index++) keepBytes(groupAt(index).present, from, keep);
  keepWords(rawBlocks, from, keep);
  keepWords(rawStarts, from, keep);
  keepWords(rawLengths, from, keep);
  let kept = from;
  for (let row = from; row < rowCount; row++) kept += <i32>load<u8>(keep + <usize>(row - from));
  emptyRows(kept, rowCount);
  rowCount = kept;
}

function keepWords(words: usize, from: i32, keep: usize): void {
  let to = words + <usize>from * 4;
  for (let row = from; row < rowCount; row++) {
    if (load<u8>(keep + <usize>(row - from)) === 0) continue;
    store<u32>(to, load<u32>(words + <usize>row * 4));
    to += 4;
  }
}

function keepBytes(bytes: usize, from: i32, keep: usize): void {
  let to = bytes + <usize>from;
  for (let row = from; row < rowCount; row++) {
    if (load<u8>(keep + <usize>(row - from)) === 0) continue;
    store<u8>(to, load<u8>(bytes + <usize>row));
    to += 1;
  }
}

function keepTexts(index: i32, from: i32, keep: usize): void {
  const column = columnAt(index);
  let value = column.values + <usize>column.markedLength;
  let to = value;
  for (let row = from; row < rowCount; row++) {
    if (load<u32>(column.cells + <usize>row * 4) === 0) continue;
    const length = <usize>load<u32>(value) + 4;
    if (load<u8>(keep + <usize>(row - from)) !== 0) {
      memory.copy(to, value, length);
      to += length;
    }
    value += length;
  }
  column.length = <u32>(to - column.values);
}

function keepUuids(index: i32, from: i32, keep: usize): void {
  const column = columnAt(index);
  let value = column.values + <usize>column.markedLength;
  let to = value;
  for (let row = from; row < rowCount; row++) {
    if (load<u32>(column.cells + <usize>row * 4) === 0) continue;
    if (load<u8>(keep + <usize>(row - from)) !== 0) {
      v128.store(to, v128.load(value));
      to += 16;
    }
    value += 16;
  }
  column.length = <u32>(to - column.values);
}
