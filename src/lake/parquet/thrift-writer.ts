/** Types of Thrift's compact protocol. */
const TRUE = 1;
const FALSE = 2;
const I32 = 5;
const I64 = 6;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

/**
 * Writes a structure in Thrift's compact protocol, the form of all metadata in a Parquet file. Fields come in ascending order of their numbers. A lake has
 * thousands of them: each call writes its bytes at once, and nothing is built before.
 */
// Source: thrift-compact-protocol.md of Apache Thrift.
export class ThriftWriter {
  #bytes = Buffer.allocUnsafe(128);
  #length = 0;
  /** Number of the field before. */
  #last = 0;

  i32(id: number, value: number): void {
    this.#field(id, I32);
    this.#signed(value);
  }

  i64(id: number, value: number): void {
    this.#field(id, I64);
    this.#signed(value);
  }

  bool(id: number, value: boolean): void {
    this.#field(id, value ? TRUE : FALSE);
  }

  binary(id: number, value: string | Uint8Array): void {
    this.#field(id, BINARY);
    this.#binary(value);
  }

  /** @param write writes the fields of the structure */
  struct(id: number, write: () => void): void {
    this.#field(id, STRUCT);
    this.#struct(write);
  }

  i32s(id: number, values: readonly number[]): void {
    this.#list(id, I32, values.length);
    for (const value of values) this.#signed(value);
  }

  binaries(id: number, values: readonly string[]): void {
    this.#list(id, BINARY, values.length);
    for (const value of values) this.#binary(value);
  }

  /** @param write writes the fields of the structure that is made of a value */
  structs<T>(id: number, values: readonly T[], write: (value: T) => void): void {
    this.#list(id, STRUCT, values.length);
    for (const value of values) this.#struct(() => write(value));
  }

  /** Ends the structure, and gives all that was written. */
  end(): Buffer {
    this.#byte(0);
    return this.#bytes.subarray(0, this.#length);
  }

  #field(id: number, type: number): void {
    this.#byte(((id - this.#last) << 4) | type);
    this.#last = id;
  }

  #struct(write: () => void): void {
    const last = this.#last;
    this.#last = 0;
    write();
    this.#byte(0);
    this.#last = last;
  }

  #list(id: number, type: number, length: number): void {
    this.#field(id, LIST);
    this.#byte((Math.min(length, 15) << 4) | type);
    if (length >= 15) this.#varint(length);
  }

  /** Zigzag: small numbers of either sign are short. */
  #signed(value: number): void {
    this.#varint(value >= 0 ? value * 2 : -value * 2 - 1);
  }

  #binary(value: string | Uint8Array): void {
    const bytes = typeof value === 'string' ? Buffer.from(value) : value;
    this.#varint(bytes.length);
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
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
