import { copyText, equalFolded } from './text';
import { unescapeText } from './unescape-text';

/** Names of secret members in lower case, as [length][characters], found by a hash of their ends. */
const MAX_NAMES = 64;
const MAX_LENGTH: usize = 48;
const names = memory.data(64 * 64);
const slots = memory.data(256);
let count: u32 = 0;
let shortest: usize = usize.MAX_VALUE;
let longest: usize = 0;

/** Values to be hidden in the value that is read: where each begins and ends. */
const MAX_HIDDEN: u32 = 1024;
const hidden = memory.data(1024 * 8);
let hiddenCount: u32 = 0;
let tooMany: bool = false;

/** Takes in a name, in lower case, of four to forty-eight letters of ASCII. */
export function addSecretName(text: usize, length: usize): void {
  assert(count < <u32>MAX_NAMES && length >= 4 && length <= MAX_LENGTH);
  const name = names + <usize>count * 64;
  store<u8>(name, length);
  memory.copy(name + 1, text, length);
  count += 1;
  shortest = min(shortest, length);
  longest = max(longest, length);
  let slot = slotOf(text, length);
  while (load<u8>(slots + slot) !== 0) slot = (slot + 1) & 255;
  store<u8>(slots + slot, count);
}

/** Letter case does not count, so bit 5 of every character is set; other characters that this makes equal are told apart by the comparison. */
function slotOf(name: usize, length: usize): usize {
  const first = load<u32>(name) | 0x20202020;
  const last = load<u32>(name + length - 4) | 0x20202020;
  return ((first * 0x9e3779b1) ^ (rotl<u32>(last, 15) * 0x85ebca77) ^ (<u32>length * 0xc2b2ae3d)) >> 24;
}

/** Whether a name, as it is written, is that of a secret member. */
export function isSecretName(name: usize, length: usize, isEscaped: bool): bool {
  if (!isEscaped) return isSecret(name, length);
  return length <= MAX_LENGTH * 6 && isSecret(unescaped, unescapeText(unescaped, name, length));
}
const unescaped = memory.data(48 * 6 + 64);

function isSecret(name: usize, length: usize): bool {
  if (length < shortest || length > longest) return false;
  let slot = slotOf(name, length);
  while (true) {
    const id = <usize>load<u8>(slots + slot);
    if (id === 0) return false;
    const candidate = names + (id - 1) * 64;
    if (<usize>load<u8>(candidate) === length && equalFolded(name, candidate + 1, length)) return true;
    slot = (slot + 1) & 255;
  }
}

/** Notes a value that must not be shown. */
export function hide(from: usize, to: usize): void {
  if (hiddenCount === MAX_HIDDEN) {
    tooMany = true;
    return;
  }
  store<usize>(hidden + <usize>hiddenCount * 8, from);
  store<usize>(hidden + <usize>hiddenCount * 8 + 4, to);
  hiddenCount += 1;
}

export function forgetHidden(): void {
  hiddenCount = 0;
  tooMany = false;
}

export function hiddenValues(): u32 {
  return hiddenCount;
}

/** Whether there were more than can be noted. */
export function isOverfull(): bool {
  return tooMany;
}

/**
 * Writes a value with `"***"` in place of what is hidden.
 *
 * @param target has room for the value and five bytes more for each hidden one
 * @returns the length of what was written
 */
export function writeMasked(target: usize, value: usize, length: usize): usize {
  let from = value;
  let to = target;
  for (let index: u32 = 0; index < hiddenCount; index++) {
    const start = load<usize>(hidden + <usize>index * 8);
    copyText(to, from, start - from);
    to += start - from;
    store<u32>(to, 0x2a2a2a22); // "***
    store<u8>(to + 4, 0x22);
    to += 5;
    from = load<usize>(hidden + <usize>index * 8 + 4);
  }
  copyText(to, from, value + length - from);
  return to + (value + length - from) - target;
}
