import { endInput, inputAt } from './buffers';
import { restoreLengths, saveLengths } from './columns';
import { shapeAt } from './members';
import { isEvent, readObject, startRecord } from './record';
import { dropRowsFrom, endRow, reserveRow, rowCount } from './rows';
import { hasEscape, nameEnd, skipName, skipSpace, skipValue, startScan } from './scan';
import { CLOSE_LIST, CLOSE_OBJECT, COMMA, isLiteral, OPEN_LIST, OPEN_OBJECT } from './text';

/** A longer record is left to the slower way, which says that it is too long. */
const MAX_RECORD_BYTES: usize = 2 * 1024 * 1024;

/** Whether the records must be events; those that the slower way gives have been looked at. */
let areEvents: bool = true;

/**
 * Reads the text in the input as `{"Records": [...]}`, and adds a row for each record.
 *
 * @param length bytes of the text, which is valid UTF-8
 * @param shape of the records
 * @param mustBeEvents whether a record without id or time is not for this way
 * @returns how many rows there are more; -1 when the text is not for this way, and then there are none
 */
export function readDocument(length: usize, shape: i32, mustBeEvents: bool): i32 {
  const before = rowCount;
  areEvents = mustBeEvents;
  saveLengths();
  startScan();
  const end = endInput(length);
  let at = inputAt();
  if (length >= 3 && (load<u32>(at) & 0xffffff) === 0xbfbbef) at += 3; // byte order mark
  at = readEnvelope(skipSpace(at), shape);
  if (at !== 0 && skipSpace(at) === end) return rowCount - before;
  restoreLengths();
  dropRowsFrom(before);
  return -1;
}

/** The object around the records. Members beside them are checked and passed over, but for those that make it something else. */
function readEnvelope(from: usize, shape: i32): usize {
  if (<u32>load<u8>(from) !== OPEN_OBJECT) return 0;
  let at = skipSpace(from + 1);
  let hasRecords = false;
  while (true) {
    const name = at + 1;
    const value = skipName(at);
    if (value === 0 || hasEscape) return 0;
    const length = nameEnd - name;
    if (isLiteral(name, length, 'Records')) {
      if (hasRecords) return 0;
      hasRecords = true;
      at = readRecords(value, shape);
    } else if (isLiteral(name, length, 'eventID')) return 0;
    else at = skipValue(value);
    if (at === 0) return 0;
    at = skipSpace(at);
    const next = <u32>load<u8>(at);
    if (next === CLOSE_OBJECT) return hasRecords ? at + 1 : 0;
    if (next !== COMMA) return 0;
    at = skipSpace(at + 1);
  }
}

function readRecords(from: usize, shape: i32): usize {
  if (<u32>load<u8>(from) !== OPEN_LIST) return 0;
  let at = skipSpace(from + 1);
  if (<u32>load<u8>(at) === CLOSE_LIST) return at + 1;
  while (true) {
    if (<u32>load<u8>(at) !== OPEN_OBJECT) return 0;
    reserveRow();
    startRecord();
    const end = readObject(at, shapeAt(shape), rowCount);
    if (end === 0 || (areEvents && (end - at > MAX_RECORD_BYTES || !isEvent()))) return 0;
    endRow(at - inputAt(), end - at);
    at = skipSpace(end);
    const next = <u32>load<u8>(at);
    if (next === CLOSE_LIST) return at + 1;
    if (next !== COMMA) return 0;
    at = skipSpace(at + 1);
  }
}
