/** Numbers of the Parquet format. Source: parquet.thrift of apache/parquet-format. */
export const types = { int32: 1, byteArray: 6, fixedLengthByteArray: 7 } as const;
export const encodings = { plain: 0, rle: 3, rleDictionary: 8 } as const;
export const codecs = { uncompressed: 0, zstd: 6 } as const;
export type Codec = (typeof codecs)[keyof typeof codecs];
export const repetitions = { required: 0, optional: 1 } as const;
export const pageTypes = { dictionary: 2, dataV2: 3 } as const;
/** `ConvertedType` of older readers, and `LogicalType`. */
export const convertedTypes = { utf8: 0 } as const;
export const logicalTypes = { string: 1, uuid: 14 } as const;
export const MAGIC = 'PAR1';
