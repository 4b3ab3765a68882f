/** Types of Thrift's compact protocol. */
const TRUE = 1;
const FALSE = 2;
const I32 = 5;
const I64 = 6;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

/** A field of a structure: writes its value, and says which type it has. */
export interface ThriftValue {
  readonly type: number;
  readonly write: (to: ThriftWriter) => void;
}

/** The fields of a structure by their numbers, in ascending order. */
export type ThriftFields = Readonly<Record<number, ThriftValue | null>>;

export const i32 = (value: number): ThriftValue => ({ type: I32, write: (to) => to.signed(value) });
export const i64 = (value: number): ThriftValue => ({ type: I64, write: (to) => to.signed(value) });
export const bool = (value: boolean): ThriftValue => ({ type: value ? TRUE : FALSE, write: () => {} });
export const binary = (value: string | Uint8Array): ThriftValue => ({ type: BINARY, write: (to) => to.binary(Buffer.from(value)) });
export const struct = (fields: ThriftFields): ThriftValue => ({ type: STRUCT, write: (to) => to.struct(fields) });
export const list = (values: readonly ThriftValue[]): ThriftValue => ({ type: LIST, write: (to) => to.list(values) });

/** A structure in Thrift's compact protocol, the form of all metadata in a Parquet file. */
export function thriftBytes(fields: ThriftFields): Buffer {
  const writer = new ThriftWriter();
  writer.struct(fields);
  return writer.bytes();
}

// Source: thrift-compact-protocol.md of Apache Thrift.
class ThriftWriter {
  #bytes = Buffer.allocUnsafe(256);
  #length = 0;

  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  struct(fields: ThriftFields): void {
    let last = 0;
    for (const [key, value] of Object.entries(fields)) {
      if (value === null) continue;
      const id = Number(key);
      this.#byte(((id - last) << 4) | value.type);
      value.write(this);
      last = id;
    }
    this.#byte(0);
  }

  list(values: readonly ThriftValue[]): void {
    const type = values[0]?.type ?? STRUCT;
    if (values.length < 15) this.#byte((values.length << 4) | type);
    else {
      this.#byte(0xf0 | type);
      this.#varint(values.length);
    }
    for (const value of values) value.write(this);
  }

  /** Zigzag: small numbers of either sign are short. */
  signed(value: number): void {
    this.#varint(value >= 0 ? value * 2 : -value * 2 - 1);
  }

  binary(value: Buffer): void {
    this.#varint(value.length);
    this.#reserve(value.length);
    value.copy(this.#bytes, this.#length);
    this.#length += value.length;
  }

  #varint(value: number): void {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.#byte((rest % 128) | 128);
    this.#byte(rest);
  }

  #byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  #reserve(length: number): void {
    if (this.#length + length <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe((this.#length + length) * 2);
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
