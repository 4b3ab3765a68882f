import { BACKSLASH } from './text';

/**
 * Writes the text that an escaped string stands for. Half a surrogate pair is no Unicode text and becomes U+FFFD.
 *
 * @param target has room for the string as it is written: no escape is shorter than what it stands for
 * @returns the length of the text
 */
export function unescapeText(target: usize, text: usize, length: usize): usize {
  const end = text + length;
  let at = text;
  let to = target;
  while (at < end) {
    const character = <u32>load<u8>(at);
    if (character !== BACKSLASH) {
      store<u8>(to++, character);
      at += 1;
      continue;
    }
    const kind = <u32>load<u8>(at + 1);
    if (kind !== 0x75) {
      store<u8>(to++, controlOf(kind));
      at += 2;
      continue;
    }
    let code = hexAt(at + 2);
    at += 6;
    if ((code & 0xfc00) === 0xd800 && at + 6 <= end && load<u16>(at) === 0x755c) {
      const low = hexAt(at + 2);
      if ((low & 0xfc00) === 0xdc00) {
        code = 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
        at += 6;
      }
    }
    to = writeUtf8(to, (code & 0xfffff800) === 0xd800 ? 0xfffd : code);
  }
  return to - target;
}

function controlOf(kind: u32): u32 {
  if (kind === 0x62) return 8;
  if (kind === 0x66) return 12;
  if (kind === 0x6e) return 10;
  if (kind === 0x72) return 13;
  if (kind === 0x74) return 9;
  return kind;
}

function hexAt(at: usize): u32 {
  let value: u32 = 0;
  for (let digit: usize = 0; digit < 4; digit++) {
    const character = <u32>load<u8>(at + digit);
    value = (value << 4) | (character < 58 ? character - 48 : (character | 32) - 87);
  }
  return value;
}

function writeUtf8(at: usize, code: u32): usize {
  if (code < 0x80) {
    store<u8>(at, code);
    return at + 1;
  }
  if (code < 0x800) {
    store<u8>(at, 0xc0 | (code >> 6));
    return writeTail(at + 1, code, 1);
  }
  if (code < 0x10000) {
    store<u8>(at, 0xe0 | (code >> 12));
    return writeTail(at + 1, code, 2);
  }
  store<u8>(at, 0xf0 | (code >> 18));
  return writeTail(at + 1, code, 3);
}

function writeTail(at: usize, code: u32, bytes: u32): usize {
  for (let left = bytes; left > 0; left--) store<u8>(at + <usize>(bytes - left), 0x80 | ((code >> ((left - 1) * 6)) & 63));
  return at + <usize>bytes;
}
