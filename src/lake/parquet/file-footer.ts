import { type Codec, convertedTypes, logicalTypes, MAGIC, repetitions, types } from './parquet-format.ts';
import { ThriftWriter } from './thrift-writer.ts';

/** A column of the file; `int32` columns always have a value. */
export interface SchemaLeaf {
  readonly name: string;
  readonly type: 'text' | 'uuid' | 'int32';
}
export interface SchemaGroup {
  readonly name: string;
  readonly children: readonly SchemaNode[];
}
export type SchemaNode = SchemaLeaf | SchemaGroup;

/** A column of a row group, as it was written. */
export interface ColumnChunk {
  readonly type: SchemaLeaf['type'];
  readonly path: readonly string[];
  readonly codec: Codec;
  readonly encodings: readonly number[];
  readonly rows: number;
  readonly nulls: number;
  readonly length: number;
  readonly compressedLength: number;
  readonly dictionaryAt: number | null;
  readonly dataAt: number;
  readonly bounds: { readonly smallest: Uint8Array; readonly largest: Uint8Array } | null;
}

export interface RowGroup {
  readonly rows: number;
  readonly chunks: readonly ColumnChunk[];
}

/** The end of a Parquet file: what it holds and where, its own length, and the magic number. */
export function fileFooter(schema: readonly SchemaNode[], rowGroups: readonly RowGroup[]): Buffer {
  const to = new ThriftWriter();
  const root: SchemaGroup = { name: 'schema', children: schema };
  to.i32(1, 2);
  to.structs(2, nodesOf(root), (node) => writeElement(to, node, node === root));
  to.i64(
    3,
    rowGroups.reduce((sum, { rows }) => sum + rows, 0),
  );
  to.structs(4, rowGroups, (rowGroup) => writeRowGroup(to, rowGroup));
  to.binary(6, 'keytrail');
  // Bounds are ordered as their type says: texts by their bytes.
  const leaves = nodesOf(root).filter((node) => !('children' in node));
  to.structs(7, leaves, () => to.struct(1, () => {}));
  const metadata = to.end();
  const length = Buffer.alloc(4);
  length.writeUInt32LE(metadata.length);
  return Buffer.concat([metadata, length, Buffer.from(MAGIC)]);
}

/** A node and all that are in it, each before its own. */
const nodesOf = (node: SchemaNode): SchemaNode[] => ('children' in node ? [node, ...node.children.flatMap(nodesOf)] : [node]);

function writeElement(to: ThriftWriter, node: SchemaNode, isRoot: boolean): void {
  if ('children' in node) {
    if (!isRoot) to.i32(3, repetitions.optional);
    to.binary(4, node.name);
    to.i32(5, node.children.length);
    return;
  }
  const { name, type } = node;
  to.i32(1, physicalTypes[type]);
  if (type === 'uuid') to.i32(2, 16);
  to.i32(3, type === 'int32' ? repetitions.required : repetitions.optional);
  to.binary(4, name);
  if (type === 'text') to.i32(6, convertedTypes.utf8);
  if (type !== 'int32') to.struct(10, () => to.struct(type === 'uuid' ? logicalTypes.uuid : logicalTypes.string, () => {}));
}

const physicalTypes = { text: types.byteArray, uuid: types.fixedLengthByteArray, int32: types.int32 } as const;

function writeRowGroup(to: ThriftWriter, { rows, chunks }: RowGroup): void {
  to.structs(1, chunks, (chunk) => {
    to.i64(2, 0);
    to.struct(3, () => writeChunk(to, chunk));
  });
  to.i64(
    2,
    chunks.reduce((sum, { length }) => sum + length, 0),
  );
  to.i64(3, rows);
}

function writeChunk(to: ThriftWriter, chunk: ColumnChunk): void {
  to.i32(1, physicalTypes[chunk.type]);
  to.i32s(2, chunk.encodings);
  to.binaries(3, chunk.path);
  to.i32(4, chunk.codec);
  to.i64(5, chunk.rows);
  to.i64(6, chunk.length);
  to.i64(7, chunk.compressedLength);
  to.i64(9, chunk.dataAt);
  if (chunk.dictionaryAt !== null) to.i64(11, chunk.dictionaryAt);
  to.struct(12, () => {
    to.i64(3, chunk.nulls);
    if (chunk.bounds === null) return;
    to.binary(5, chunk.bounds.largest);
    to.binary(6, chunk.bounds.smallest);
  });
}
