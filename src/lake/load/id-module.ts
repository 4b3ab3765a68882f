import { readFileSync } from 'node:fs';
import { type SharedMemory, WebAssembly } from '../../core/web-assembly.ts';

/** What `assembly/ids.ts` exports. Addresses are bytes of the memory that it is given. */
export interface IdExports {
  addIds(slots: number, mask: number, ids: number, count: number, isNew: number): number;
  moveSlots(slots: number, mask: number, before: number, count: number): void;
  touchSlots(slots: number, mask: number, ids: number, count: number): bigint;
}

const PAGE_BYTES = 65_536;
const binary = new URL('./vendor/ids.wasm', import.meta.url);

/** A new instance of the module over a memory. */
export const openIdModule = (memory: SharedMemory): IdExports =>
  new WebAssembly.Instance(new WebAssembly.Module(readFileSync(binary)), { env: { memory } }).exports as IdExports;

/** A memory for that module; more than it has at first is reserved as addresses only. */
export const newIdMemory = (bytes: number, maxBytes: number): SharedMemory =>
  new WebAssembly.Memory({ initial: pagesOf(bytes), maximum: pagesOf(maxBytes), shared: true });

/** Makes a memory as large as said, if it is smaller. */
export function growIdMemory(memory: SharedMemory, bytes: number): void {
  const missing = pagesOf(bytes) - memory.buffer.byteLength / PAGE_BYTES;
  if (missing > 0) memory.grow(missing);
}

const pagesOf = (bytes: number): number => Math.ceil(bytes / PAGE_BYTES);
