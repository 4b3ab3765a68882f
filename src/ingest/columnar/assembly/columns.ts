import { enlarged, inputEnd, SLACK } from './buffers';
import { copyText, equal, hash, QUOTE } from './text';
import { parseUuid } from './uuid';

/**
 * How a column keeps its values: each once, or one after the other. Of kind 2 are ids: as UUIDs, and the next column takes what is no UUID. A sequence is a dictionary
 * whose values come in order, as times do: one that differs from the last is taken for new, and not looked for.
 */
export const DICTIONARY: i32 = 0;
export const PLAIN: i32 = 1;
const SEQUENCE: i32 = 3;

const MAX_COLUMNS = 96;
const MAX_GROUPS = 16;

/** The values of one leaf of the table for the rows of a row group, as Parquet wants them. */
@unmanaged
export class Column {
  kind: i32;
  isSequence: bool;
  /** The structure that the leaf stands in, from 1; 0 when it stands in none. */
  group: i32;
  /** Values in Parquet's PLAIN encoding: [length][bytes], or 16 bytes of a UUID. Of a dictionary each value once. */
  values: usize;
  length: u32;
  capacity: u32;
  /** For each row 0 when it has no value; else 1, or the number of the dictionary's entry, from 1. */
  cells: usize;
  /** Entries of the dictionary: where each stands in `values`. */
  entries: usize;
  entryCount: u32;
  entryCapacity: u32;
  /** Entries by hash; a power of two of slots. */
  slots: usize;
  slotMask: u32;
  /** The entry that was used last: columns repeat themselves. */
  last: u32;
  /** That entry, when it stood in the text just so, without escapes; else 0. */
  lastClean: u32;
  /** `length` before the document that is read, and before the first document whose rows may still be dropped. */
  savedLength: u32;
  markedLength: u32;
}

/** An entry of a dictionary, with all that is needed to see that it is another one: no second place is looked at. */
@unmanaged
class Slot {
  hash: u32;
  /** From 1; 0 when the slot is free. */
  entry: u32;
  /** Where it stands in `values`. */
  start: u32;
  length: u32;
}

/** A structure of the table: for each row, whether the record has it. */
@unmanaged
export class Group {
  /** The structure that it stands in, from 1; 0 when it stands in none. */
  parent: i32;
  depth: i32;
  present: usize;
  /** Its columns, and those of the structures in it, which follow it: from the first to behind the last. */
  firstColumn: i32;
  endColumn: i32;
  endGroup: i32;
}

const columns = memory.data(96 * 64);
const groups = memory.data(16 * 32);
export let columnCount: i32 = 0;
export let groupCount: i32 = 0;
export let rowCapacity: i32 = 0;
/** Bytes that the columns hold: how full the row group is. */
export let bytesHeld: u32 = 0;

export function columnAt(index: i32): Column {
  return changetype<Column>(columns + <usize>index * 64);
}

/** @param index from 1 */
export function groupAt(index: i32): Group {
  return changetype<Group>(groups + <usize>(index - 1) * 32);
}

/** Adds a structure, and gives its number, from 1. */
export function addGroup(parent: i32): i32 {
  assert(groupCount < MAX_GROUPS);
  groupCount += 1;
  const group = groupAt(groupCount);
  group.parent = parent;
  group.depth = parent === 0 ? 1 : groupAt(parent).depth + 1;
  group.firstColumn = -1;
  for (let around = groupCount; around !== 0; around = groupAt(around).parent) groupAt(around).endGroup = groupCount + 1;
  return groupCount;
}

/** Adds a column, and gives its number, from 0. */
export function addColumn(kind: i32, group: i32): i32 {
  assert(columnCount < MAX_COLUMNS);
  const column = columnAt(columnCount);
  column.isSequence = kind === SEQUENCE;
  column.kind = column.isSequence ? DICTIONARY : kind;
  column.group = group;
  for (let around = group; around !== 0; around = groupAt(around).parent) {
    assert(kind === DICTIONARY);
    if (groupAt(around).firstColumn === -1) groupAt(around).firstColumn = columnCount;
    groupAt(around).endColumn = columnCount + 1;
  }
  column.capacity = 65536;
  column.values = heap.alloc(65536);
  if (column.kind === DICTIONARY) {
    column.entryCapacity = 1024;
    column.entries = heap.alloc(1024 * 4);
    makeSlots(column, 1024);
  }
  return columnCount++;
}

/** Makes room for rows; new ones are empty. */
export function reserveRows(rows: i32): void {
  if (rows <= rowCapacity) return;
  for (let index = 0; index < columnCount; index++) {
    const column = columnAt(index);
    column.cells = widened(column.cells, <usize>rowCapacity * 4, <usize>rows * 4);
  }
  for (let index = 1; index <= groupCount; index++) {
    const group = groupAt(index);
    group.present = widened(group.present, <usize>rowCapacity, <usize>rows);
  }
  rowCapacity = rows;
}

/** A larger block; what is new in it is zero. */
export function widened(block: usize, length: usize, capacity: usize): usize {
  const larger = block === 0 ? heap.alloc(capacity) : enlarged(block, length, capacity);
  memory.fill(larger + length, 0, capacity - length);
  return larger;
}

/** Sets the value of a row. In a column that is no dictionary it must not have one. */
export function putText(index: i32, row: i32, text: usize, length: usize): void {
  const column = columnAt(index);
  const cell = column.cells + <usize>row * 4;
  if (column.kind === DICTIONARY) {
    store<u32>(cell, entryOf(column, text, length));
  } else if (column.kind === PLAIN) {
    append(column, text, length);
    store<u32>(cell, 1);
  } else if (putUuid(column, text, length)) {
    store<u32>(cell, 1);
  } else putText(index + 1, row, text, length);
}

/**
 * Gives a row the value that its dictionary column had last, if that is what stands between quotes in the text: then it need not be looked at character by
 * character.
 *
 * @returns the address behind the closing quote; 0 when it is another text
 */
export function repeatLast(index: i32, row: i32, text: usize): usize {
  const column = columnAt(index);
  if (column.lastClean === 0) return 0;
  const entry = entryAt(column, column.lastClean);
  const length = <usize>load<u32>(entry);
  const end = text + length;
  if (end >= inputEnd || <u32>load<u8>(end) !== QUOTE || !equal(entry + 4, text, length)) return 0;
  store<u32>(column.cells + <usize>row * 4, column.lastClean);
  return end + 1;
}

/** Notes that the text put last into a column has no escapes. */
export function noteClean(index: i32): void {
  const column = columnAt(index);
  column.lastClean = column.last;
}

/** Takes the value of a row back, in a column where that can be done. */
export function clearValue(index: i32, row: i32): void {
  store<u32>(columnAt(index).cells + <usize>row * 4, 0);
}

/** Where the value of a row is noted: 0, 1, or the number of the dictionary's entry. */
export function cellAt(index: i32, row: i32): usize {
  return columnAt(index).cells + <usize>row * 4;
}

/** Gives rows the value that the row before them has. Only for dictionaries. */
export function repeatValue(index: i32, from: i32, to: i32): void {
  const cells = columnAt(index).cells;
  const value = load<u32>(cells + <usize>(from - 1) * 4);
  for (let row = from; row < to; row++) store<u32>(cells + <usize>row * 4, value);
}

function putUuid(column: Column, text: usize, length: usize): bool {
  if (length !== 36) return false;
  const at = reserveValue(column, 16);
  if (!parseUuid(at, text)) return false;
  column.length += 16;
  bytesHeld += 16;
  return true;
}

function append(column: Column, text: usize, length: usize): void {
  const at = reserveValue(column, length + 4);
  store<u32>(at, <u32>length);
  copyText(at + 4, text, length);
  column.length += <u32>length + 4;
  bytesHeld += <u32>length + 4;
}

function reserveValue(column: Column, length: usize): usize {
  const needed = <usize>column.length + length + SLACK;
  if (needed > <usize>column.capacity) {
    const capacity = needed + needed / 2;
    column.values = enlarged(column.values, column.length, capacity);
    column.capacity = <u32>capacity;
  }
  return column.values + <usize>column.length;
}

/** Number of the dictionary's entry for a text; a new one where it has none. */
function entryOf(column: Column, text: usize, length: usize): u32 {
  if (column.isSequence) return isLast(column, text, length) ? column.last : newEntry(column, text, length);
  const code = hash(text, length);
  let at = code & column.slotMask;
  let slot = slotAt(column, at);
  while (slot.entry !== 0) {
    if (slot.hash === code && <usize>slot.length === length && equal(column.values + <usize>slot.start + 4, text, length)) {
      column.last = slot.entry;
      return slot.entry;
    }
    at = (at + 1) & column.slotMask;
    slot = slotAt(column, at);
  }
  slot.hash = code;
  slot.start = column.length;
  slot.length = <u32>length;
  slot.entry = newEntry(column, text, length);
  if (column.entryCount * 2 > column.slotMask) growSlots(column);
  return column.last;
}

function isLast(column: Column, text: usize, length: usize): bool {
  if (column.last === 0) return false;
  const value = entryAt(column, column.last);
  return <usize>load<u32>(value) === length && equal(value + 4, text, length);
}

function newEntry(column: Column, text: usize, length: usize): u32 {
  if (column.entryCount === column.entryCapacity) {
    column.entries = enlarged(column.entries, <usize>column.entryCapacity * 4, <usize>column.entryCapacity * 8);
    column.entryCapacity *= 2;
  }
  store<u32>(column.entries + <usize>column.entryCount * 4, column.length);
  append(column, text, length);
  column.entryCount += 1;
  column.last = column.entryCount;
  return column.entryCount;
}

/** Address of a dictionary's entry: [length][bytes]. */
export function entryAt(column: Column, entry: u32): usize {
  return column.values + <usize>load<u32>(column.entries + <usize>(entry - 1) * 4);
}

function growSlots(column: Column): void {
  const before = column.slots;
  const size = column.slotMask + 1;
  makeSlots(column, size * 2);
  for (let index: u32 = 0; index < size; index++) {
    const old = before + <usize>index * 16;
    if (changetype<Slot>(old).entry === 0) continue;
    let at = changetype<Slot>(old).hash & column.slotMask;
    while (slotAt(column, at).entry !== 0) at = (at + 1) & column.slotMask;
    v128.store(changetype<usize>(slotAt(column, at)), v128.load(old));
  }
  heap.free(before);
}

function makeSlots(column: Column, size: u32): void {
  column.slots = heap.alloc(<usize>size * 16);
  column.slotMask = size - 1;
  memory.fill(column.slots, 0, <usize>size * 16);
}

function slotAt(column: Column, at: u32): Slot {
  return changetype<Slot>(column.slots + <usize>at * 16);
}

/** Notes how far the columns are, for `keepRows`. */
export function markLengths(): void {
  for (let index = 0; index < columnCount; index++) {
    const column = columnAt(index);
    column.markedLength = column.length;
  }
}

/** Notes how far the columns are, for `restoreLengths`. */
export function saveLengths(): void {
  for (let index = 0; index < columnCount; index++) {
    const column = columnAt(index);
    column.savedLength = column.length;
  }
}

/** Takes back the values of a document, whose rows are emptied by the caller. Entries that its dictionaries got stay, unused. */
export function restoreLengths(): void {
  for (let index = 0; index < columnCount; index++) {
    const column = columnAt(index);
    if (column.kind !== DICTIONARY) column.length = column.savedLength;
  }
}

export function emptyRows(from: i32, to: i32): void {
  for (let index = 0; index < columnCount; index++) memory.fill(columnAt(index).cells + <usize>from * 4, 0, <usize>(to - from) * 4);
  for (let index = 1; index <= groupCount; index++) memory.fill(groupAt(index).present + <usize>from, 0, <usize>(to - from));
}

/** Empties the columns for the next row group. */
export function emptyColumns(rows: i32): void {
  emptyRows(0, rows);
  bytesHeld = 0;
  for (let index = 0; index < columnCount; index++) {
    const column = columnAt(index);
    column.length = 0;
    column.savedLength = 0;
    column.markedLength = 0;
    if (column.entryCount === 0) continue;
    column.entryCount = 0;
    column.last = 0;
    column.lastClean = 0;
    memory.fill(column.slots, 0, (<usize>column.slotMask + 1) * 16);
  }
}
