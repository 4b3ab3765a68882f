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
  const numbers = reserveScratch(<usize>rows * 4 + <usize>column.entryCount);
  memory.fill(changetype<usize>(encoded), 0, 44);
  encoded.levelsAt = reserveOutput(<usize>rows * 6 + 64 + plainLength(column, rows));
  const data = writeLevels(column, rows, numbers, isFlat ? 0 : column.group);
  encoded.levelsLength = <u32>(data - encoded.levelsAt);
  encoded.dataAt = data;
  if (column.kind !== DICTIONARY) {
    encoded.dataAt = column.values;
    encoded.dataLength = column.length;
  } else if (isWorthDictionary(column)) encodeDictionary(column, rows, numbers);
  else encodePlain(column, rows);
}

/** Definition levels (Parquet, "Nested encoding"): how deep into the structures a row gets, one more where it has the value. */
function writeLevels(column: Column, rows: i32, levels: usize, around: i32): usize {
  const group: usize = around === 0 ? 0 : groupAt(around).present;
  const full = around === 0 ? 1 : groupAt(around).depth + 1;
  const width = 32 - <u32>clz(full);
  // Most columns of the table are empty in most row groups.
  if (group === 0 && column.length === 0) return writeRun(encoded.levelsAt, 0, rows, width);
  let values = 0;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const hasValue = load<u32>(column.cells + row * 4) !== 0;
    if (hasValue) values += 1;
    store<u32>(levels + row * 4, hasValue ? full : group === 0 ? 0 : <i32>load<u8>(group + row));
  }
  encoded.values = values;
  return writeHybrid(encoded.levelsAt, levels, rows, width);
}

/** A dictionary of values that hardly occur twice is longer than the values. */
function isWorthDictionary(column: Column): bool {
  return column.entryCount <= 64 || <u64>column.entryCount * 4 <= <u64>encoded.values * 3;
}

function plainLength(column: Column, rows: i32): usize {
  let length: usize = 0;
  if (column.kind !== DICTIONARY || column.entryCount <= 64) return length;
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
  let count = 0;
  const isUsed = numbers + <usize>rows * 4;
  memory.fill(isUsed, 0, <usize>column.entryCount);
  for (let row: usize = 0; row < <usize>rows; row++) {
    const entry = load<u32>(column.cells + row * 4);
    if (entry === 0) continue;
    store<u32>(numbers + <usize>count * 4, entry - 1);
    store<u8>(isUsed + <usize>(entry - 1), 1);
    count += 1;
  }
  // Entries of rows that were dropped are in the dictionary, but no row has them.
  for (let entry: u32 = 1; isBounded && entry <= column.entryCount; entry++)
    if (load<u8>(isUsed + <usize>(entry - 1)) !== 0) widen(entryAt(column, entry));
  const width = column.entryCount <= 1 ? 1 : 32 - <u32>clz(column.entryCount - 1);
  store<u8>(encoded.dataAt, width);
  encoded.dataLength = <u32>(writeHybrid(encoded.dataAt + 1, numbers, count, width) - encoded.dataAt);
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
