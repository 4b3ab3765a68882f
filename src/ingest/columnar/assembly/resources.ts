import { reserveScratch } from './buffers';
import { putText } from './columns';
import { hasEscape, nameEnd, skipName, skipSpace, skipValue } from './scan';
import { CLOSE_LIST, CLOSE_OBJECT, COMMA, copyLiteral, copyText, isLiteralFolded, LETTER_N, OPEN_LIST, OPEN_OBJECT, QUOTE } from './text';

/** Longer lists are left to the slower way: each element may grow to 44 characters. */
const MAX_LENGTH: usize = 65536;

/** The values of one resource: where `arn`, `accountId` and `type` begin, 0 for what it lacks, and where they end. */
const starts = memory.data(3 * 4);
const ends = memory.data(3 * 4);

/**
 * Reads a list of resources and puts it into its column as the table's structure: `[{"arn":...,"accountid":...,"type":...}]`, whatever the letters of the
 * names in the record and whatever else stands there.
 *
 * @returns where it ends; 0 when it must be left to the slower way
 */
export function readResources(at: usize, column: i32, row: i32): usize {
  const end = skipValue(at);
  if (end === 0 || end - at > MAX_LENGTH) return 0;
  if (<u32>load<u8>(at) !== OPEN_LIST) return end;
  const text = reserveScratch((end - at) * 24);
  store<u8>(text, OPEN_LIST);
  let to = text + 1;
  let from = skipSpace(at + 1);
  while (<u32>load<u8>(from) !== CLOSE_LIST) {
    if (to !== text + 1) store<u8>(to++, COMMA);
    if (<u32>load<u8>(from) === OPEN_OBJECT) {
      from = readResource(from);
      if (from === 0) return 0;
      to = writeResource(to);
    } else {
      from = skipValue(from);
      to = copyLiteral(to, 'null');
    }
    from = afterComma(from);
  }
  store<u8>(to, CLOSE_LIST);
  putText(column, row, text, to + 1 - text);
  return end;
}

/** Reads an object that is known to be JSON. 0 when it has escapes, structures or two members of one name where it should have text. */
function readResource(at: usize): usize {
  memory.fill(starts, 0, 12);
  let from = skipSpace(at + 1);
  while (<u32>load<u8>(from) !== CLOSE_OBJECT) {
    const name = from + 1;
    const value = skipName(from);
    if (hasEscape) return 0;
    const length = nameEnd - name;
    const end = skipValue(value);
    const index = indexOf(name, length);
    if (index >= 0) {
      const first = <u32>load<u8>(value);
      if (load<usize>(starts + ((<usize>index) << 2)) !== 0 || first === OPEN_OBJECT || first === OPEN_LIST || (first === QUOTE && hasEscape))
        return 0;
      store<usize>(starts + ((<usize>index) << 2), value);
      store<usize>(ends + ((<usize>index) << 2), end);
    }
    from = afterComma(end);
  }
  return from + 1;
}

function indexOf(name: usize, length: usize): i32 {
  if (isLiteralFolded(name, length, 'arn')) return 0;
  if (isLiteralFolded(name, length, 'accountid')) return 1;
  return isLiteralFolded(name, length, 'type') ? 2 : -1;
}

function writeResource(target: usize): usize {
  let to = writeMember(copyLiteral(target, '{"arn":'), 0);
  to = writeMember(copyLiteral(to, ',"accountid":'), 1);
  to = writeMember(copyLiteral(to, ',"type":'), 2);
  store<u8>(to, CLOSE_OBJECT);
  return to + 1;
}

/** Strings and null as they are written; numbers, true and false as strings. */
function writeMember(target: usize, index: usize): usize {
  const start = load<usize>(starts + (index << 2));
  if (start === 0) return copyLiteral(target, 'null');
  const length = load<usize>(ends + (index << 2)) - start;
  const first = <u32>load<u8>(start);
  if (first === QUOTE || first === LETTER_N) {
    copyText(target, start, length);
    return target + length;
  }
  store<u8>(target, QUOTE);
  copyText(target + 1, start, length);
  store<u8>(target + 1 + length, QUOTE);
  return target + length + 2;
}

function afterComma(at: usize): usize {
  const next = skipSpace(at);
  return <u32>load<u8>(next) === COMMA ? skipSpace(next + 1) : next;
}
