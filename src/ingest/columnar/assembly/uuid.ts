/** Writes the sixteen bytes of a UUID of thirty-six characters in lower case. False, and nothing that counts is written, when the text is none. */
export function parseUuid(target: usize, text: usize): bool {
  if (load<u8>(text + 8) !== 45 || load<u8>(text + 13) !== 45 || load<u8>(text + 18) !== 45 || load<u8>(text + 23) !== 45) return false;
  const start = v128.load(text);
  const middle = v128.load(text + 16);
  const end = v128.load(text + 20);
  const high = digits(i8x16.shuffle(start, middle, 0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 14, 15, 16, 17));
  const low = digits(i8x16.shuffle(middle, end, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 28, 29, 30, 31));
  // A digit is at most 15, so the top bit of a byte tells that its character is none.
  if (i8x16.bitmask(v128.or(high, low)) !== 0) return false;
  v128.store(target, i8x16.narrow_i16x8_u(paired(high), paired(low)));
  return true;
}

/** The value of each character as a digit of base sixteen, in lower case; 255 where it is none. */
function digits(characters: v128): v128 {
  const decimal = i8x16.sub(characters, i8x16.splat(48));
  const letter = i8x16.sub(characters, i8x16.splat(97));
  const ofLetter = v128.bitselect(i8x16.add(letter, i8x16.splat(10)), i8x16.splat(-1), i8x16.lt_u(letter, i8x16.splat(6)));
  return v128.bitselect(decimal, ofLetter, i8x16.lt_u(decimal, i8x16.splat(10)));
}

/** Two digits become one byte, in the lower half of sixteen bits. */
function paired(values: v128): v128 {
  return v128.and(v128.or(i16x8.shl(values, 4), i16x8.shr_u(values, 8)), i16x8.splat(255));
}
