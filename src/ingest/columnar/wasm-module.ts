import { readFileSync } from 'node:fs';
import { WebAssembly } from '../../core/web-assembly.ts';

/** What `assembly/index.ts` exports. Addresses and lengths are bytes of its memory. */
export interface ColumnarExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly bytesHeld: Global;
  readonly otherAccounts: Global;
  readonly otherIds: Global;
  readonly rawBlocks: Global;
  readonly rawLengths: Global;
  readonly rawStarts: Global;
  readonly rowCount: Global;
  addColumn(kind: number, group: number): number;
  addGroup(parent: number): number;
  addMember(shape: number, quotedName: number, length: number, kind: number, role: number, target: number): void;
  addSecretName(name: number, length: number): void;
  addShape(group: number, ignoresCase: boolean): number;
  emptyRowGroup(): void;
  encodeColumn(column: number, rows: number, withBounds: boolean, isFlat: boolean): void;
  encodedAt(): number;
  expect(account: number, length: number, dayColumn: number, regionColumn: number, accountColumn: number): void;
  keepRows(from: number, flags: number): void;
  levelGroups(rows: number): void;
  markLengths(): void;
  putText(column: number, row: number, text: number, length: number): void;
  readDocument(length: number, shape: number, mustBeEvents: boolean): number;
  repeatValue(column: number, from: number, to: number): void;
  reserveInput(length: number): number;
  reserveScratch(length: number): number;
  writeIds(column: number, from: number, to: number): number;
}

interface Global {
  readonly value: number;
}

const binary = new URL('./vendor/columnar.wasm', import.meta.url);

/** A new instance of the module, with a memory of its own. */
export const openColumnarModule = (): ColumnarExports =>
  new WebAssembly.Instance(new WebAssembly.Module(readFileSync(binary)), {}).exports as ColumnarExports;
