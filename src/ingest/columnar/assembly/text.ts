/** Characters that the grammar of JSON knows. A closing bracket is its opening one plus two. */
export const QUOTE: u32 = 0x22;
export const COMMA: u32 = 0x2c;
export const MINUS: u32 = 0x2d;
export const COLON: u32 = 0x3a;
export const OPEN_LIST: u32 = 0x5b;
export const BACKSLASH: u32 = 0x5c;
export const CLOSE_LIST: u32 = 0x5d;
export const LETTER_N: u32 = 0x6e;
export const OPEN_OBJECT: u32 = 0x7b;
export const CLOSE_OBJECT: u32 = 0x7d;

/** A character is below its limit: one comparison for both ends of a range. */
export function isDigit(character: u32): bool {
  return character - 48 < 10;
}

/** A letter of ASCII in lower case; other characters as they are. */
export function folded(character: u32): u32 {
  return character - 65 < 26 ? character | 32 : character;
}

/** Whether two texts of one length are equal. Up to seven bytes behind them are read, never compared. */
export function equal(a: usize, b: usize, length: usize): bool {
  if (length >= 8) {
    for (let at: usize = 0; at + 8 < length; at += 8) if (load<u64>(a + at) !== load<u64>(b + at)) return false;
    return load<u64>(a + length - 8) === load<u64>(b + length - 8);
  }
  const mask: u64 = ((<u64>1) << (<u64>length * 8)) - 1;
  return ((load<u64>(a) ^ load<u64>(b)) & mask) === 0;
}

/** Whether two texts of one length are equal when letter case does not count; `b` is in lower case. */
export function equalFolded(a: usize, b: usize, length: usize): bool {
  for (let at: usize = 0; at < length; at++) if (folded(load<u8>(a + at)) !== <u32>load<u8>(b + at)) return false;
  return true;
}

/** Order of two texts by their bytes, as Parquet's statistics and DuckDB have it: negative, zero or positive. */
export function compare(a: usize, aLength: u32, b: usize, bLength: u32): i32 {
  const shorter = min(aLength, bLength);
  for (let at: usize = 0; at < <usize>shorter; at++) {
    const difference = <i32>load<u8>(a + at) - <i32>load<u8>(b + at);
    if (difference !== 0) return difference;
  }
  return <i32>aLength - <i32>bLength;
}

/** Hash of a text for a table in memory. Up to seven bytes behind it are read, never counted. */
export function hash(text: usize, length: usize): u32 {
  const factor: u64 = 0xd6e8feb86659fd93;
  let value: u64 = <u64>length * 0x9e3779b97f4a7c15;
  if (length >= 8) {
    for (let at: usize = 0; at + 8 < length; at += 8) {
      value = (value ^ load<u64>(text + at)) * factor;
      value ^= value >> 32;
    }
    value = (value ^ load<u64>(text + length - 8)) * factor;
  } else {
    const mask: u64 = ((<u64>1) << (<u64>length * 8)) - 1;
    value = (value ^ (load<u64>(text) & mask)) * factor;
  }
  value ^= value >> 32;
  return <u32>((value * factor) >> 32);
}

/** Copies text; up to fifteen bytes behind source and target are touched, for which both have room. */
export function copyText(target: usize, source: usize, length: usize): void {
  if (length > 1024) {
    memory.copy(target, source, length);
    return;
  }
  let at: usize = 0;
  do {
    v128.store(target + at, v128.load(source + at));
    at += 16;
  } while (at < length);
}

/** Writes a text that stands in the program, of ASCII alone, and gives the address behind it. */
export function copyLiteral(target: usize, text: string): usize {
  for (let at = 0; at < text.length; at++) store<u8>(target + <usize>at, text.charCodeAt(at));
  return target + <usize>text.length;
}

/** Whether a text is one that stands in the program, of ASCII alone. */
export function isLiteral(at: usize, length: usize, text: string): bool {
  if (length !== <usize>text.length) return false;
  for (let index = 0; index < text.length; index++) if (<i32>load<u8>(at + <usize>index) !== text.charCodeAt(index)) return false;
  return true;
}

/** As `isLiteral`; letter case of the text in memory does not count, and the other is in lower case. */
export function isLiteralFolded(at: usize, length: usize, text: string): bool {
  if (length !== <usize>text.length) return false;
  for (let index = 0; index < text.length; index++) if (<i32>folded(load<u8>(at + <usize>index)) !== text.charCodeAt(index)) return false;
  return true;
}
