import { reserveOutput, reserveScratch } from './buffers';
import { Column, columnAt, DICTIONARY, entryAt, groupAt, groupCount } from './columns';
import { writeHybrid, writeRun } from './hybrid';
import { compare, copyText } from './text';

/** A column as it goes into its Parquet pages. */
@unmanaged
export class Encoded {
  /** Rows that have a value. */
  values: u32;
  levelsAt: usize;
  levelsLength: u32;
  dataAt: usize;
  dataLength: u32;
  /** Entries of the dictionary; 0 when the column goes without one. */
  entries: u32;
  dictionaryAt: usize;
  dictionaryLength: u32;
  /** The smallest and the largest value: [length][bytes]; 0 where there is none. */
  smallest: usize;
  largest: usize;
  /** For each entry of the dictionary 1 when a row has it. */
  isUsedAt: usize;
}

const encoded = changetype<Encoded>(memory.data(44));
let isBounded: bool = false;

export function encodedAt(): usize {
  return changetype<usize>(encoded);
}

/** Makes of each structure's presence the level that its rows reach: that of the innermost structure that is there. */
export function levelGroups(rows: i32): void {
  for (let index = 1; index <= groupCount; index++) {
    const group = groupAt(index);
    const outer: usize = group.parent === 0 ? 0 : groupAt(group.parent).present;
    for (let row: usize = 0; row < <usize>rows; row++) {
      const isPresent = load<u8>(group.present + row) !== 0;
      store<u8>(group.present + row, isPresent ? group.depth : outer === 0 ? 0 : <i32>load<u8>(outer + row));
    }
  }
}

/**
 * Encodes a column's rows; `levelGroups` comes before.
 *
 * @param withBounds whether the smallest and the largest value of a dictionary column are asked for
 * @param isFlat whether it is written outside of the structures around it
 */
export function encodeColumn(index: i32, rows: i32, withBounds: bool, isFlat: bool): void {
  isBounded = withBounds;
  const column = columnAt(index);
  memory.fill(changetype<usize>(encoded), 0, 44);
  encoded.values = column.length === 0 ? 0 : countValues(column.cells, rows);
  const isPlain = column.kind === DICTIONARY && !isWorthDictionary(column);
  const numbers = reserveScratch(<usize>rows * 4 + <usize>column.entryCount + 1);
  encoded.levelsAt = reserveOutput(<usize>rows * 6 + 64 + (isPlain ? plainLength(column, rows) : 0));
  const data = writeLevels(column, rows, numbers, isFlat ? 0 : column.group);
  encoded.levelsLength = <u32>(data - encoded.levelsAt);
  encoded.dataAt = data;
  if (isPlain) encodePlain(column, rows);
  else if (column.kind === DICTIONARY) encodeDictionary(column, rows, numbers);
  else {
    encoded.dataAt = column.values;
    encoded.dataLength = column.length;
  }
}

/** How many cells are not zero. */
function countValues(cells: usize, rows: i32): u32 {
  let count: u32 = 0;
  let row = 0;
  for (; row + 4 <= rows; row += 4) count += popcnt(i32x4.bitmask(i32x4.ne(v128.load(cells + <usize>row * 4), i32x4.splat(0))));
  for (; row < rows; row++) if (load<u32>(cells + <usize>row * 4) !== 0) count += 1;
  return count;
}

/** Definition levels (Parquet, "Nested encoding"): how deep into the structures a row gets, one more where it has the value. */
function writeLevels(column: Column, rows: i32, levels: usize, around: i32): usize {
  const group: usize = around === 0 ? 0 : groupAt(around).present;
  const full = around === 0 ? 1 : groupAt(around).depth + 1;
  const width = 32 - <u32>clz(full);
  // Most columns of the table are empty in most row groups, and most others have a value in every row.
  if (encoded.values === <u32>rows) return writeRun(encoded.levelsAt, full, rows, width);
  if (encoded.values === 0 && group === 0) return writeRun(encoded.levelsAt, 0, rows, width);
  for (let row = 0; row < rows; row += 4) {
    // Behind the last row there is room, and what is written there is not read.
    const outer = group === 0 ? i32x4.splat(0) : i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(group + <usize>row)));
    const isEmpty = i32x4.eq(v128.load(column.cells + <usize>row * 4), i32x4.splat(0));
    v128.store(levels + <usize>row * 4, v128.bitselect(outer, i32x4.splat(full), isEmpty));
  }
  return writeHybrid(encoded.levelsAt, levels, rows, width);
}

/** A dictionary of values that hardly occur twice is longer than the values. */
function isWorthDictionary(column: Column): bool {
  return column.entryCount <= 64 || <u64>column.entryCount * 4 <= <u64>encoded.values * 3;
}

/** Bytes of a dictionary column's values without the dictionary. */
function plainLength(column: Column, rows: i32): usize {
  let length: usize = 0;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const entry = load<u32>(column.cells + row * 4);
    if (entry !== 0) length += <usize>load<u32>(entryAt(column, entry)) + 4;
  }
  return length;
}

function encodePlain(column: Column, rows: i32): void {
  let to = encoded.dataAt;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const entry = load<u32>(column.cells + row * 4);
    if (entry === 0) continue;
    const value = entryAt(column, entry);
    const length = <usize>load<u32>(value) + 4;
    copyText(to, value, length);
    to += length;
    if (isBounded) widen(value);
  }
  encoded.dataLength = <u32>(to - encoded.dataAt);
}

function encodeDictionary(column: Column, rows: i32, numbers: usize): void {
  if (encoded.values === 0) return;
  let count: usize = 0;
  // Of the entry that rows without a value have, 0, both numbers are written over or not read.
  const isUsed = numbers + <usize>rows * 4 + 1;
  memory.fill(isUsed, 0, <usize>column.entryCount);
  for (let row: usize = 0; row < <usize>rows; row++) {
    const entry = load<u32>(column.cells + row * 4);
    store<u32>(numbers + count * 4, entry - 1);
    store<u8>(isUsed + <usize>entry - 1, 1);
    count += <usize>(entry !== 0);
  }
  // Entries of rows that were dropped are in the dictionary, but no row has them.
  for (let entry: u32 = 1; isBounded && entry <= column.entryCount; entry++)
    if (load<u8>(isUsed + <usize>(entry - 1)) !== 0) widen(entryAt(column, entry));
  const width = column.entryCount <= 1 ? 1 : 32 - <u32>clz(column.entryCount - 1);
  store<u8>(encoded.dataAt, width);
  encoded.dataLength = <u32>(writeHybrid(encoded.dataAt + 1, numbers, <i32>count, width) - encoded.dataAt);
  encoded.entries = column.entryCount;
  encoded.dictionaryAt = column.values;
  encoded.dictionaryLength = column.length;
  encoded.isUsedAt = isUsed;
}

function widen(value: usize): void {
  if (encoded.smallest === 0 || isBefore(value, encoded.smallest)) encoded.smallest = value;
  if (encoded.largest === 0 || isBefore(encoded.largest, value)) encoded.largest = value;
}

function isBefore(a: usize, b: usize): bool {
  return compare(a + 4, load<u32>(a), b + 4, load<u32>(b)) < 0;
}
