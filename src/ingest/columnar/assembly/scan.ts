import { hide, isSecretName } from './secrets';
import { BACKSLASH, COLON, COMMA, isDigit, MINUS, OPEN_LIST, OPEN_OBJECT, QUOTE } from './text';

/**
 * The grammar of JSON (RFC 8259), as strict as `JSON.parse`. Each function takes the address where something begins and gives the one behind it, or 0 when
 * the text is no JSON there. Zeros behind the text stop every scan, so no function asks for the end.
 */

/** Deeper nesting is left to the slower way. */
const MAX_DEPTH: i32 = 2000;
const nesting = memory.data(2000);
let depth: i32 = 0;

/** Whether the string that was read last has an escape in it. */
export let hasEscape: bool = false;
/** Where the name of the member that was read last ends: at its closing quote. */
export let nameEnd: usize = 0;
/** Whether names of secrets are looked for, and their values noted as hidden. */
let hiding: bool = false;

/** Forgets where an earlier, broken text ended. */
export function startScan(): void {
  depth = 0;
  hiding = false;
}

export function skipSpace(from: usize): usize {
  let at = from;
  let character = <u32>load<u8>(at);
  while (character <= 0x20) {
    if (character !== 0x20 && character !== 0x0a && character !== 0x0d && character !== 0x09) break;
    character = load<u8>(++at);
  }
  return at;
}

/** From behind the opening quote to the closing one. */
export function scanString(from: usize): usize {
  let at = from;
  hasEscape = false;
  while (true) {
    const block = v128.load(at);
    const quotes = i8x16.eq(block, i8x16.splat(0x22));
    const escapes = i8x16.eq(block, i8x16.splat(0x5c));
    const stops = i8x16.bitmask(v128.or(v128.or(quotes, escapes), i8x16.lt_u(block, i8x16.splat(0x20))));
    if (stops === 0) {
      at += 16;
      continue;
    }
    at += <usize>ctz(stops);
    const character = <u32>load<u8>(at);
    if (character === QUOTE) return at;
    if (character !== BACKSLASH) return 0;
    hasEscape = true;
    at = skipEscape(at);
    if (at === 0) return 0;
  }
}

function skipEscape(at: usize): usize {
  const kind = <u32>load<u8>(at + 1);
  if (kind === 0x75) {
    for (let digit: usize = 2; digit < 6; digit++) if (!isHexDigit(load<u8>(at + digit))) return 0;
    return at + 6;
  }
  // " \ / b f n r t
  const known =
    kind === QUOTE || kind === BACKSLASH || kind === 0x2f || kind === 0x62 || kind === 0x66 || kind === 0x6e || kind === 0x72 || kind === 0x74;
  return known ? at + 2 : 0;
}

function isHexDigit(character: u32): bool {
  return isDigit(character) || (character | 32) - 97 < 6;
}

/** A value of any kind. */
export function skipValue(at: usize): usize {
  const first = <u32>load<u8>(at);
  if (first === OPEN_OBJECT || first === OPEN_LIST) return skipContainer(at);
  return skipScalar(at);
}

/** A value of any kind; the values of secret members in it are noted by `hide`. */
export function skipValueHiding(at: usize): usize {
  hiding = true;
  const end = skipValue(at);
  hiding = false;
  return end;
}

function skipScalar(from: usize): usize {
  if (<u32>load<u8>(from) === QUOTE) {
    const end = scanString(from + 1);
    return end === 0 ? 0 : end + 1;
  }
  const word = load<u32>(from);
  if (word === 0x65757274 || word === 0x6c6c756e) return from + 4; // true, null
  if (word === 0x736c6166 && load<u8>(from + 4) === 0x65) return from + 5; // false
  return skipNumber(from);
}

function skipNumber(from: usize): usize {
  let at = from;
  if (<u32>load<u8>(at) === MINUS) at += 1;
  if (load<u8>(at) === 48) at += 1;
  else at = skipDigits(at);
  if (at !== 0 && load<u8>(at) === 0x2e) at = skipDigits(at + 1);
  if (at !== 0 && (load<u8>(at) | 32) === 0x65) {
    const sign = <u32>load<u8>(at + 1);
    at = skipDigits(sign === 0x2b || sign === MINUS ? at + 2 : at + 1);
  }
  return at;
}

function skipDigits(from: usize): usize {
  let at = from;
  while (isDigit(load<u8>(at))) at += 1;
  return at === from ? 0 : at;
}

/** The name of a member, its colon and the space around it: to where the value begins. */
export function skipName(at: usize): usize {
  if (<u32>load<u8>(at) !== QUOTE) return 0;
  nameEnd = scanString(at + 1);
  if (nameEnd === 0) return 0;
  const colon = skipSpace(nameEnd + 1);
  return <u32>load<u8>(colon) === COLON ? skipSpace(colon + 1) : 0;
}

/** As `skipName`; behind the value when it is a secret that is to be hidden, which `wasHidden` tells. */
function skipNameAndSecret(at: usize): usize {
  wasHidden = false;
  const value = skipName(at);
  if (!hiding || value === 0 || !isSecretName(at + 1, nameEnd - at - 1, hasEscape)) return value;
  hiding = false;
  const end = skipValue(value);
  hiding = true;
  if (end !== 0) hide(value, end);
  wasHidden = true;
  return end;
}
let wasHidden: bool = false;

/** An object or a list with all that is in it. One loop and an array of open brackets instead of recursion: hostile nesting costs no stack. */
function skipContainer(from: usize): usize {
  const floor = depth;
  let at = from;
  let isValueAhead = true;
  while (true) {
    if (isValueAhead) {
      const first = <u32>load<u8>(at);
      if (first === OPEN_OBJECT || first === OPEN_LIST) {
        const inside = skipSpace(at + 1);
        if (<u32>load<u8>(inside) !== first + 2) {
          if (depth === MAX_DEPTH) return 0;
          store<u8>(nesting + depth, first);
          depth += 1;
          at = inside;
          if (first === OPEN_OBJECT) {
            at = skipNameAndSecret(at);
            if (at === 0) return 0;
            isValueAhead = !wasHidden;
          }
          continue;
        }
        at = inside + 1;
        if (depth === floor) return at;
      } else {
        at = skipScalar(at);
        if (at === 0) return 0;
      }
    }
    at = skipSpace(at);
    const next = <u32>load<u8>(at);
    const opening = <u32>load<u8>(nesting + depth - 1);
    if (next === COMMA) {
      at = skipSpace(at + 1);
      isValueAhead = true;
      if (opening === OPEN_OBJECT) {
        at = skipNameAndSecret(at);
        if (at === 0) return 0;
        isValueAhead = !wasHidden;
      }
    } else if (next === opening + 2) {
      depth -= 1;
      at += 1;
      if (depth === floor) return at;
      isValueAhead = false;
    } else return 0;
  }
}
