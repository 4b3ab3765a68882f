import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { RowGroups } from '../../athena-sql/translation.ts';
import { KeytrailError } from '../../core/errors.ts';
import { FILE_COLUMN, indexedColumns, ROW_GROUP_COLUMN } from '../../core/indexed-columns.ts';
import { textHash } from './text-hash.ts';

/** A file of an index, the Parquet file whose row groups it tells of, and the SHA-256 that it must have: an index that lies would hide events. */
export interface IndexFile {
  readonly path: string;
  readonly events: string;
  readonly sha256: string;
}

interface Block {
  readonly rowGroup: number;
  readonly hashes: Uint32Array;
}

/** Numbers before the hashes of a block. */
const HEADER = 3;

/**
 * What stands in the column of a row group, as a block of the index: number of the row group, of the column, how many hashes follow, and these in order.
 *
 * @param hashes of the texts (`textHash`), in whatever order, some of them twice
 */
export function rowGroupBlock(rowGroup: number, column: number, hashes: readonly number[]): Uint8Array {
  const block = new Uint32Array(HEADER + hashes.length);
  const sorted = Uint32Array.from(hashes).sort();
  let length = HEADER;
  for (let at = 0; at < sorted.length; at += 1) if (at === 0 || sorted[at] !== sorted[at - 1]) block[length++] = sorted[at] as number;
  block.set([rowGroup, column, length - HEADER]);
  return new Uint8Array(block.buffer, 0, length * 4);
}

/**
 * Reads the index of a lake's row groups.
 *
 * @throws KeytrailError `KT_LAKE_DAMAGED` when a file is not what was written
 */
export async function readRowGroups(files: readonly IndexFile[]): Promise<RowGroups> {
  const columns = indexedColumns.map((): Block[] => []);
  // Numbers come round again in a lake of very many parts: one may stand for row groups of several files.
  const filesByRowGroup = new Map<number, Set<string>>();
  for (const file of files) {
    for (const [rowGroup, column, hashes] of blocksOf(await numbersIn(file))) {
      filesByRowGroup.set(rowGroup, (filesByRowGroup.get(rowGroup) ?? new Set()).add(file.events));
      columns[column]?.push({ rowGroup, hashes });
    }
  }
  return {
    column: ROW_GROUP_COLUMN,
    count: filesByRowGroup.size,
    fileColumn: FILE_COLUMN,
    filesOf: (rowGroups) => {
      const paths = new Set([...rowGroups].flatMap((rowGroup) => [...(filesByRowGroup.get(rowGroup) ?? [])]));
      return paths.size === files.length ? null : [...paths];
    },
    holding: (column, texts) => {
      const blocks = columns[indexedColumns.indexOf(column)];
      if (blocks === undefined || files.length === 0) return null;
      const wanted = texts.map((text) => textHash(Buffer.from(text)));
      return new Set(blocks.filter(({ hashes }) => wanted.some((hash) => has(hashes, hash))).map(({ rowGroup }) => rowGroup));
    },
  };
}

async function numbersIn({ path, sha256 }: IndexFile): Promise<Uint32Array> {
  const bytes = await readFile(path);
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new KeytrailError('KT_LAKE_DAMAGED', `the index "${path}" is not what was written.`, {
      hint: 'Collect the logs again into a new lake (--lake DIR).',
    });
  }
  return new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

function* blocksOf(numbers: Uint32Array): Generator<[rowGroup: number, column: number, hashes: Uint32Array]> {
  for (let at = 0; at < numbers.length; ) {
    const [rowGroup = 0, column = 0, count = 0] = numbers.subarray(at, at + HEADER);
    yield [rowGroup, column, numbers.subarray(at + HEADER, at + HEADER + count)];
    at += HEADER + count;
  }
}

function has(sorted: Uint32Array, hash: number): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < hash) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === hash;
}
