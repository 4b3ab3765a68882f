import { inputEnd } from './buffers';
import { cellAt, groupAt } from './columns';
import { Shape } from './members';
import { equal } from './text';

/**
 * Structures that were read into the row group: one that stands in the text again, byte for byte, has the same values, and its members need not be looked at. Who
 * calls is a structure of eleven members, and mostly one of a few.
 */
@unmanaged
class Known {
  shape: Shape;
  /** Of its text, which stands behind the cells. */
  length: u32;
  /** Bit n is set where the n-th structure from that of the shape on is there. */
  present: u32;
  /** How many of these follow: [number of a column][what its cell holds]. */
  cells: u32;
}

const SHORTEST: usize = 32;
const LONGEST: usize = 4096;
/** Characters that are hashed at most; a closing bracket ends them, so that what comes behind a short structure does not count. */
const HASHED: usize = 112;
const WAYS: usize = 4;
const SETS: usize = 512;
/** For each hash the structures met last, the last one first. */
const table = memory.data(512 * 4 * 4);
const CAPACITY: usize = 524288;
let arena: usize = 0;
let used: usize = 0;
/** The set that was looked at last. */
let set: usize = 0;

/** To be called whenever the dictionaries are emptied. */
export function forgetStructures(): void {
  memory.fill(table, 0, SETS * WAYS * 4);
  used = 0;
}

/**
 * Gives a row what a structure had whose text stands here once more.
 *
 * @returns where it ends; 0 when it is not known
 */
export function repeatStructure(text: usize, shape: Shape, row: i32): usize {
  if (text + HASHED > inputEnd) return 0;
  set = setOf(text);
  for (let way: usize = 0; way < WAYS; way++) {
    const at = load<usize>(set + way * 4);
    if (at === 0) return 0;
    const known = changetype<Known>(at);
    const length = <usize>known.length;
    const stored = at + offsetof<Known>() + <usize>known.cells * 8;
    if (known.shape !== shape || text + length > inputEnd || !equal(stored, text, length)) continue;
    moveToFront(at, way);
    putKnown(known, row);
    return text + length;
  }
  return 0;
}

/** Notes a structure that `repeatStructure` did not know, now that it has been read. */
export function noteStructure(text: usize, end: usize, shape: Shape, row: i32): void {
  const length = end - text;
  if (length < SHORTEST || length > LONGEST || text + HASHED > inputEnd) return;
  const group = shape.group;
  const structure = groupAt(group);
  if (arena === 0) arena = heap.alloc(CAPACITY);
  if (used + length + <usize>(structure.endColumn - structure.firstColumn) * 8 + 64 > CAPACITY) forgetStructures();
  const known = changetype<Known>(arena + used);
  known.shape = shape;
  known.length = <u32>length;
  known.present = 0;
  for (let index = group; index < structure.endGroup; index++)
    known.present |= (<u32>load<u8>(groupAt(index).present + <usize>row)) << (index - group);
  let to = changetype<usize>(known) + offsetof<Known>();
  for (let index = structure.firstColumn; index < structure.endColumn; index++) {
    const cell = load<u32>(cellAt(index, row));
    if (cell === 0) continue;
    store<i32>(to, index);
    store<u32>(to, cell, 4);
    to += 8;
  }
  known.cells = <u32>(to - changetype<usize>(known) - offsetof<Known>()) / 8;
  memory.copy(to, text, length);
  used = (to + length - arena + 7) & ~7;
  moveToFront(changetype<usize>(known), WAYS - 1);
}

function putKnown(known: Known, row: i32): void {
  let present = known.present;
  for (let index = known.shape.group; present !== 0; index++) {
    store<u8>(groupAt(index).present + <usize>row, present & 1);
    present >>= 1;
  }
  const cells = changetype<usize>(known) + offsetof<Known>();
  for (let at: usize = 0; at < <usize>known.cells * 8; at += 8) store<u32>(cellAt(load<i32>(cells + at), row), load<u32>(cells + at, 4));
}

/** Puts one before those that were met before it; the last of a set that is full goes. */
function moveToFront(at: usize, way: usize): void {
  for (let to = way; to > 0; to--) store<usize>(set + to * 4, load<usize>(set + (to - 1) * 4));
  store<usize>(set, at);
}

function setOf(text: usize): usize {
  const factor: u64 = 0xd6e8feb86659fd93;
  let low: u64 = 0;
  let high: u64 = 0;
  for (let at: usize = 0; at < HASHED; at += 16) {
    const block = v128.load(text + at);
    const closing = i8x16.bitmask(i8x16.eq(block, i8x16.splat(0x7d)));
    // Of the block with the bracket its place alone: with what stands before it would be better, and slower.
    if (closing !== 0) {
      low += <u64>ctz(closing);
      break;
    }
    low = (low ^ v128.extract_lane<u64>(block, 0)) * factor;
    high = (high ^ v128.extract_lane<u64>(block, 1)) * factor;
  }
  const mixed = (low ^ rotl<u64>(high, 31)) * factor;
  return table + <usize>(mixed >> 55) * (WAYS * 4);
}
