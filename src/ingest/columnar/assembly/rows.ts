import {
  Column,
  columnAt,
  columnCount,
  DICTIONARY,
  emptyColumns,
  emptyRows,
  groupAt,
  groupCount,
  PLAIN,
  reserveRows,
  rowCapacity,
  widened,
} from './columns';
import { forgetStructures } from './repeats';

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
  forgetStructures();
  rowCount = 0;
}

/** Runs of rows that stay, as [from][to]. */
let runs: usize = 0;
let runCapacity: i32 = 0;
let runCount: i32 = 0;

/**
 * Takes out single rows.
 *
 * @param from the first row since `markLengths`
 * @param keep a byte for each row from there on: 0 for one that goes
 */
export function keepRows(from: i32, keep: usize): void {
  findRuns(from, keep);
  for (let index = 0; index < columnCount; index++) {
    const column = columnAt(index);
    if (column.kind !== DICTIONARY) keepValues(column, from, keep);
    keepCells(column.cells, from, 2);
  }
  for (let index = 1; index <= groupCount; index++) keepCells(groupAt(index).present, from, 0);
  keepCells(rawBlocks, from, 2);
  keepCells(rawStarts, from, 2);
  keepCells(rawLengths, from, 2);
  let kept = from;
  for (let run = 0; run < runCount; run++) kept += runEnd(run) - runStart(run);
  emptyRows(kept, rowCount);
  rowCount = kept;
}

function findRuns(from: i32, keep: usize): void {
  if (runCapacity < rowCount - from + 1) {
    if (runs !== 0) heap.free(runs);
    runCapacity = (rowCount - from + 1) * 2;
    runs = heap.alloc(<usize>runCapacity * 8);
  }
  runCount = 0;
  let row = from;
  while (row < rowCount) {
    while (row < rowCount && load<u8>(keep + <usize>(row - from)) === 0) row += 1;
    const start = row;
    while (row < rowCount && load<u8>(keep + <usize>(row - from)) !== 0) row += 1;
    store<i32>(runs + <usize>runCount * 8, start);
    store<i32>(runs + <usize>runCount * 8, row, 4);
    if (row > start) runCount += 1;
  }
}

function runStart(run: i32): i32 {
  return load<i32>(runs + <usize>run * 8);
}

function runEnd(run: i32): i32 {
  return load<i32>(runs + <usize>run * 8, 4);
}

/** @param shift two to this power is the size of a cell */
function keepCells(cells: usize, from: i32, shift: usize): void {
  let to = cells + ((<usize>from) << shift);
  for (let run = 0; run < runCount; run++) {
    const length = (<usize>(runEnd(run) - runStart(run))) << shift;
    memory.copy(to, cells + ((<usize>runStart(run)) << shift), length);
    to += length;
  }
}

/** Values that follow one another: texts with their lengths, or UUIDs. */
function keepValues(column: Column, from: i32, keep: usize): void {
  let value = column.values + <usize>column.markedLength;
  let to = value;
  for (let row = from; row < rowCount; row++) {
    if (load<u32>(column.cells + <usize>row * 4) === 0) continue;
    const length = column.kind === PLAIN ? <usize>load<u32>(value) + 4 : 16;
    if (load<u8>(keep + <usize>(row - from)) !== 0) {
      if (to !== value) memory.copy(to, value, length);
      to += length;
    }
    value += length;
  }
  column.length = <u32>(to - column.values);
}
