import { ID_BYTES } from '../../ingest/columnar/column-memory.ts';

const WORDS = ID_BYTES / 4;
const HEADER_WORDS = 4;
const FIRST_SLOTS = 2 ** 16;
/** Reserved as addresses, not as memory: for a hundred million ids. */
const MAX_BYTES = HEADER_WORDS * 4 + 2 ** 27 * ID_BYTES;
/** Above this the search for a free slot becomes long. */
const MAX_LOAD = 0.75;
/** Stands for the id of zeros, which is how a free slot looks: four numbers that no UUID of the log has by chance. */
const OF_ZEROS = [0x6b657974, 0x7261696c, 0x206e696c, 0x20696421] as const;

/** Positions in the header. */
const TURN = 0;
const COUNT = 1;
const SLOTS = 2;

/**
 * The ids of all events of the lake, exact, in memory that several threads share: of two events with one id the first stays. Who adds must have the turn,
 * so that "first" means the order of the files, whichever thread is faster.
 */
export class IdTable {
  readonly shared: SharedArrayBuffer;
  readonly #header: Int32Array<SharedArrayBuffer>;
  #slots: Uint32Array<SharedArrayBuffer>;

  /** A new table with room for so many ids at first; it grows. */
  static withRoom(ids: number): IdTable {
    let slots = FIRST_SLOTS;
    while (slots * MAX_LOAD < ids) slots *= 2;
    return new IdTable(newMemory(slots));
  }

  /** @param shared that of another thread's table; without it the table is new and small */
  constructor(shared = newMemory(FIRST_SLOTS)) {
    this.shared = shared;
    this.#header = new Int32Array(shared, 0, HEADER_WORDS);
    this.#slots = this.#view();
  }

  /** Waits until all who come before are done. */
  waitForTurn(turn: number): void {
    for (let now = Atomics.load(this.#header, TURN); now !== turn; now = Atomics.load(this.#header, TURN)) Atomics.wait(this.#header, TURN, now);
    if (this.#slots.length !== this.#slotCount * WORDS) this.#slots = this.#view();
  }

  endTurn(): void {
    Atomics.add(this.#header, TURN, 1);
    Atomics.notify(this.#header, TURN);
  }

  /**
   * Brings what `add` will look at near the processor. It may be called before the turn, and takes time off it: ids lie far apart in the memory.
   *
   * @returns a number without meaning, so that the reading is not optimised away
   */
  prepare(ids: Uint32Array): number {
    const slots = this.#slots;
    const mask = slots.length / WORDS - 1;
    let seen = 0;
    for (let at = 0; at < ids.length; at += WORDS) {
      const slot = hash(ids[at] as number, ids[at + 1] as number, ids[at + 2] as number, ids[at + 3] as number) & mask;
      seen ^= slots[slot * WORDS] as number;
    }
    return seen;
  }

  /**
   * Takes ids in.
   *
   * @param ids four numbers each
   * @param isNew gets 1 for each that was not there, 0 for the others
   * @returns how many were there
   */
  add(ids: Uint32Array, isNew: Uint8Array): number {
    this.#reserve(ids.length / WORDS);
    let copies = 0;
    for (let at = 0; at < ids.length; at += WORDS) {
      const added = this.#addOne(ids[at] as number, ids[at + 1] as number, ids[at + 2] as number, ids[at + 3] as number);
      isNew[at / WORDS] = added ? 1 : 0;
      if (!added) copies += 1;
    }
    this.#header[COUNT] = (this.#header[COUNT] as number) + ids.length / WORDS - copies;
    return copies;
  }

  #addOne(a: number, b: number, c: number, d: number): boolean {
    if ((a | b | c | d) === 0) return this.#addOne(...OF_ZEROS);
    const slots = this.#slots;
    const mask = this.#slotCount - 1;
    for (let slot = hash(a, b, c, d) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * WORDS;
      if (slots[at] === a && slots[at + 1] === b && slots[at + 2] === c && slots[at + 3] === d) return false;
      if (slots[at] !== 0 || slots[at + 1] !== 0 || slots[at + 2] !== 0 || slots[at + 3] !== 0) continue;
      slots[at] = a;
      slots[at + 1] = b;
      slots[at + 2] = c;
      slots[at + 3] = d;
      return true;
    }
  }

  get #slotCount(): number {
    return this.#header[SLOTS] as number;
  }

  #reserve(more: number): void {
    const needed = ((this.#header[COUNT] as number) + more) / MAX_LOAD;
    if (needed <= this.#slotCount) return;
    const before = this.#slots.slice();
    let slotCount = this.#slotCount;
    while (slotCount < needed) slotCount *= 2;
    this.shared.grow(HEADER_WORDS * 4 + slotCount * ID_BYTES);
    this.#header[SLOTS] = slotCount;
    this.#slots = this.#view();
    this.#slots.fill(0, 0, before.length);
    for (let at = 0; at < before.length; at += WORDS) {
      const [a = 0, b = 0, c = 0, d = 0] = [before[at], before[at + 1], before[at + 2], before[at + 3]];
      if ((a | b | c | d) !== 0) this.#addOne(a, b, c, d);
    }
  }

  #view(): Uint32Array<SharedArrayBuffer> {
    return new Uint32Array(this.shared, HEADER_WORDS * 4, this.#slotCount * WORDS);
  }
}

function newMemory(slots: number): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(HEADER_WORDS * 4 + slots * ID_BYTES, { maxByteLength: MAX_BYTES });
  new Int32Array(shared, 0, HEADER_WORDS)[SLOTS] = slots;
  return shared;
}

/** Most ids are random already; this spreads those that are counted up. */
function hash(a: number, b: number, c: number, d: number): number {
  let mixed = a ^ Math.imul(b, 0x9e3779b1) ^ Math.imul(c, 0x85ebca6b) ^ Math.imul(d, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
