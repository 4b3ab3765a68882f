import type { SharedMemory } from '../../core/web-assembly.ts';
import { ID_BYTES } from '../../ingest/columnar/id-bytes.ts';
import { growIdMemory, type IdExports, newIdMemory, openIdModule } from './id-module.ts';

const WORDS = ID_BYTES / 4;
const FIRST_SLOTS = 2 ** 16;
/** For a hundred million ids. */
const MAX_SLOTS = 2 ** 27;
/** Above this the search for a free slot becomes long. */
const MAX_LOAD = 0.75;

/** Numbers at the beginning of the memory: whose turn it is, how many ids and slots there are, and how many threads look at it. */
const HEADER_WORDS = 4;
const TURN = 0;
const COUNT = 1;
const SLOTS = 2;
const USERS = 3;

/** Behind them each user has a place of its own for ids, and for what is said of them. */
const BATCH = 4096;
const PLACE_BYTES = BATCH * (ID_BYTES + 1);
const MAX_USERS = 8;
const SLOTS_AT = HEADER_WORDS * 4 + MAX_USERS * PLACE_BYTES;

const bytesOf = (slots: number): number => SLOTS_AT + slots * ID_BYTES;

/**
 * The ids of all events of the lake, exact, in memory that several threads share: of two events with one id the first stays. Who adds must have the turn,
 * so that "first" means the order of the files, whichever thread is faster.
 */
export class IdTable {
  readonly memory: SharedMemory;
  readonly #module: IdExports;
  readonly #header: Int32Array<SharedArrayBuffer>;
  readonly #ids: Uint32Array<SharedArrayBuffer>;
  readonly #flags: Uint8Array<SharedArrayBuffer>;
  /** As many slots as this thread knows of: another one may have made more. */
  #slots: number;

  /** A new table with room for so many ids at first; it grows. */
  static withRoom(ids: number): IdTable {
    let slots = FIRST_SLOTS;
    while (slots * MAX_LOAD < ids) slots *= 2;
    return new IdTable(newMemory(slots));
  }

  /** @param memory that of another thread's table; without it the table is new and small */
  constructor(memory = newMemory(FIRST_SLOTS)) {
    this.memory = memory;
    this.#module = openIdModule(memory);
    this.#header = new Int32Array(memory.buffer, 0, HEADER_WORDS);
    const user = Atomics.add(this.#header, USERS, 1);
    if (user >= MAX_USERS) throw new Error(`A table of ids is for ${MAX_USERS} threads.`);
    const place = HEADER_WORDS * 4 + user * PLACE_BYTES;
    this.#ids = new Uint32Array(memory.buffer, place, BATCH * WORDS);
    this.#flags = new Uint8Array(memory.buffer, place + BATCH * ID_BYTES, BATCH);
    this.#slots = this.#header[SLOTS] as number;
  }

  /** Waits until all who come before are done. */
  waitForTurn(turn: number): void {
    for (let now = Atomics.load(this.#header, TURN); now !== turn; now = Atomics.load(this.#header, TURN)) Atomics.wait(this.#header, TURN, now);
    this.#slots = this.#header[SLOTS] as number;
  }

  endTurn(): void {
    Atomics.add(this.#header, TURN, 1);
    Atomics.notify(this.#header, TURN);
  }

  /** Brings what `add` will look at near the processor. It may be called before the turn, and takes time off it: ids lie far apart in the memory. */
  prepare(ids: Uint32Array): void {
    for (const batch of this.#batches(ids)) this.#module.touchSlots(SLOTS_AT, this.#slots - 1, this.#ids.byteOffset, batch.count);
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
    for (const { from, count } of this.#batches(ids)) {
      copies += this.#module.addIds(SLOTS_AT, this.#slots - 1, this.#ids.byteOffset, count, this.#flags.byteOffset);
      isNew.set(this.#flags.subarray(0, count), from);
    }
    this.#header[COUNT] = (this.#header[COUNT] as number) + ids.length / WORDS - copies;
    return copies;
  }

  #reserve(more: number): void {
    const needed = ((this.#header[COUNT] as number) + more) / MAX_LOAD;
    if (needed <= this.#slots) return;
    const before = new Uint32Array(this.memory.buffer, SLOTS_AT, this.#slots * WORDS).slice();
    while (this.#slots < needed) this.#slots *= 2;
    growIdMemory(this.memory, bytesOf(this.#slots));
    this.#header[SLOTS] = this.#slots;
    new Uint32Array(this.memory.buffer, SLOTS_AT, before.length).fill(0);
    for (const { count } of this.#batches(before)) this.#module.moveSlots(SLOTS_AT, this.#slots - 1, this.#ids.byteOffset, count);
  }

  /** Puts ids into this user's place, as many at once as it has room for. */
  *#batches(ids: Uint32Array): Generator<{ readonly from: number; readonly count: number }> {
    for (let from = 0; from < ids.length / WORDS; from += BATCH) {
      const batch = ids.subarray(from * WORDS, (from + BATCH) * WORDS);
      this.#ids.set(batch);
      yield { from, count: batch.length / WORDS };
    }
  }
}

function newMemory(slots: number): SharedMemory {
  const memory = newIdMemory(bytesOf(slots), bytesOf(MAX_SLOTS));
  new Int32Array(memory.buffer, 0, HEADER_WORDS)[SLOTS] = slots;
  return memory;
}
