/**
 * The table of `id-table.ts`, in memory that several threads share: ids of sixteen bytes, each in the first free slot from where its hash says. A slot of zeros is
 * free. Who writes must be alone.
 */

/** Stands for the id of zeros: four numbers that no UUID of the log has by chance. */
const OF_ZEROS = i32x4(0x6b657974, 0x7261696c, 0x206e696c, 0x20696421);

/**
 * Reads what `addIds` will look at.
 *
 * @param mask slots but one; they are a power of two
 * @returns a number without meaning, so that the reading is not optimised away
 */
export function touchSlots(slots: usize, mask: u32, ids: usize, count: i32): i64 {
  let seen: i64 = 0;
  for (let index = 0; index < count; index++) seen ^= load<i64>(slots + <usize>(hash(v128.load(ids + <usize>index * 16)) & mask) * 16);
  return seen;
}

/**
 * Takes ids in.
 *
 * @param isNew gets a byte for each: 1 when it was not there, else 0
 * @returns how many were there
 */
export function addIds(slots: usize, mask: u32, ids: usize, count: i32, isNew: usize): i32 {
  let copies = 0;
  for (let index = 0; index < count; index++) {
    const id = v128.load(ids + <usize>index * 16);
    const wasAdded = add(slots, mask, v128.any_true(id) ? id : OF_ZEROS);
    store<u8>(isNew + <usize>index, <u8>wasAdded);
    if (!wasAdded) copies += 1;
  }
  return copies;
}

/** Takes in the slots of an earlier table, all different; free ones are passed over. */
export function moveSlots(slots: usize, mask: u32, before: usize, count: i32): void {
  for (let index = 0; index < count; index++) {
    const id = v128.load(before + <usize>index * 16);
    if (v128.any_true(id)) add(slots, mask, id);
  }
}

/** False when it was there. */
function add(slots: usize, mask: u32, id: v128): bool {
  let slot = hash(id) & mask;
  while (true) {
    const at = slots + <usize>slot * 16;
    const there = v128.load(at);
    if (!v128.any_true(there)) {
      v128.store(at, id);
      return true;
    }
    if (!v128.any_true(v128.xor(there, id))) return false;
    slot = (slot + 1) & mask;
  }
}

/** Most ids are random already; this spreads those that are counted up. */
function hash(id: v128): u32 {
  const factor: u64 = 0xd6e8feb86659fd93;
  const low = (v128.extract_lane<u64>(id, 0) ^ rotl<u64>(v128.extract_lane<u64>(id, 1) * factor, 29)) * factor;
  return <u32>(((low ^ (low >> 32)) * factor) >> 32);
}
