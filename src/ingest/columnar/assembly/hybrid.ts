/** Parquet's RLE/bit-packing hybrid (Encodings.md of the format): runs of one number, and groups of eight numbers packed into bits. */

/** A run is worth its own header from here on; so is one that a row of groups is cut for. */
const MIN_RUN: i32 = 16;
const CUT_RUN: i32 = 24;

/**
 * Writes numbers, and gives the address behind them.
 *
 * @param numbers 32 bits each
 * @param width bits that the largest one takes
 */
export function writeHybrid(target: usize, numbers: usize, count: i32, width: u32): usize {
  let to = target;
  let at = 0;
  while (at < count) {
    const run = runLength(numbers, at, count);
    if (run >= MIN_RUN || (run >= 8 && at + run === count)) {
      to = writeRun(to, load<u32>(numbers + <usize>at * 4), run, width);
      at += run;
      continue;
    }
    let end = at + 8;
    while (end < count && runLength(numbers, end, min(count, end + CUT_RUN)) < CUT_RUN) end += 8;
    to = writeVarint(to, ((<u32>(end - at) / 8) << 1) | 1);
    to = writePacked(to, numbers, at, end, count, width);
    at = end;
  }
  return to;
}

function runLength(numbers: usize, from: i32, limit: i32): i32 {
  const number = load<u32>(numbers + <usize>from * 4);
  let at = from + 1;
  while (at + 4 <= limit && i32x4.all_true(i32x4.eq(v128.load(numbers + <usize>at * 4), i32x4.splat(number)))) at += 4;
  while (at < limit && load<u32>(numbers + <usize>at * 4) === number) at += 1;
  return at - from;
}

/** Whole groups; behind the last number there are zeros. */
function writePacked(target: usize, numbers: usize, from: i32, to: i32, count: i32, width: u32): usize {
  let at = target;
  let bits: u64 = 0;
  let filled: u32 = 0;
  for (let index = from; index < to; index++) {
    if (index < count) bits |= (<u64>load<u32>(numbers + <usize>index * 4)) << filled;
    filled += width;
    if (filled < 32) continue;
    store<u32>(at, <u32>bits);
    at += 4;
    bits >>= 32;
    filled -= 32;
  }
  // Eight numbers fill whole bytes.
  store<u32>(at, <u32>bits);
  return at + <usize>filled / 8;
}

/** Writes one number that comes several times. */
export function writeRun(target: usize, number: u32, count: i32, width: u32): usize {
  const at = writeVarint(target, (<u32>count) << 1);
  const bytes = <usize>(width + 7) / 8;
  for (let byte: usize = 0; byte < bytes; byte++) store<u8>(at + byte, number >> (<u32>byte * 8));
  return at + bytes;
}

function writeVarint(target: usize, number: u32): usize {
  let at = target;
  let rest = number;
  while (rest >= 0x80) {
    store<u8>(at++, (rest & 0x7f) | 0x80);
    rest >>= 7;
  }
  store<u8>(at, rest);
  return at + 1;
}
