import { type Codec, convertedTypes, logicalTypes, MAGIC, repetitions, types } from './parquet-format.ts';
import { binary, i32, i64, list, struct, type ThriftFields, type ThriftValue, thriftBytes } from './thrift-writer.ts';

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
  const elements = [struct({ 4: binary('schema'), 5: i32(schema.length) }), ...schema.flatMap(schemaElements)];
  const metadata = thriftBytes({
    1: i32(2),
    2: list(elements),
    3: i64(rowGroups.reduce((sum, { rows }) => sum + rows, 0)),
    4: list(rowGroups.map(rowGroup)),
    6: binary('keytrail'),
    // Bounds are ordered as their type says: texts by their bytes.
    7: list(schema.flatMap(leavesOf).map(() => struct({ 1: struct({}) }))),
  });
  const length = Buffer.alloc(4);
  length.writeUInt32LE(metadata.length);
  return Buffer.concat([metadata, length, Buffer.from(MAGIC)]);
}

function schemaElements(node: SchemaNode): ThriftValue[] {
  if (!('children' in node)) return [struct(leafElement(node))];
  return [struct({ 3: i32(repetitions.optional), 4: binary(node.name), 5: i32(node.children.length) }), ...node.children.flatMap(schemaElements)];
}

function leafElement({ name, type }: SchemaLeaf): ThriftFields {
  switch (type) {
    case 'int32':
      return { 1: i32(types.int32), 3: i32(repetitions.required), 4: binary(name) };
    case 'uuid':
      return {
        1: i32(types.fixedLengthByteArray),
        2: i32(16),
        3: i32(repetitions.optional),
        4: binary(name),
        10: struct({ [logicalTypes.uuid]: struct({}) }),
      };
    case 'text':
      return {
        1: i32(types.byteArray),
        3: i32(repetitions.optional),
        4: binary(name),
        6: i32(convertedTypes.utf8),
        10: struct({ [logicalTypes.string]: struct({}) }),
      };
  }
}

const leavesOf = (node: SchemaNode): SchemaLeaf[] => ('children' in node ? node.children.flatMap(leavesOf) : [node]);

const physicalTypes = { text: types.byteArray, uuid: types.fixedLengthByteArray, int32: types.int32 } as const;

const rowGroup = ({ rows, chunks }: RowGroup): ThriftValue =>
  struct({ 1: list(chunks.map(columnChunk)), 2: i64(chunks.reduce((sum, { length }) => sum + length, 0)), 3: i64(rows) });

const columnChunk = (chunk: ColumnChunk): ThriftValue =>
  struct({
    2: i64(0),
    3: struct({
      1: i32(physicalTypes[chunk.type]),
      2: list(chunk.encodings.map(i32)),
      3: list(chunk.path.map(binary)),
      4: i32(chunk.codec),
      5: i64(chunk.rows),
      6: i64(chunk.length),
      7: i64(chunk.compressedLength),
      9: i64(chunk.dataAt),
      11: chunk.dictionaryAt === null ? null : i64(chunk.dictionaryAt),
      12: struct({
        3: i64(chunk.nulls),
        5: chunk.bounds && binary(chunk.bounds.largest),
        6: chunk.bounds && binary(chunk.bounds.smallest),
      }),
    }),
  });
