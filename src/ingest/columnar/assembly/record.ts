import { reserveScratch } from './buffers';
import { clearValue, groupAt, noteClean, putText, repeatLast } from './columns';
import { isEventTime, writeDay } from './event-time';
import {
  ACCOUNT,
  ANY,
  EVENT_CATEGORY,
  EVENT_ID,
  EVENT_TIME,
  EVENT_TYPE,
  JSON_TEXT,
  Member,
  mayBeMember,
  memberOf,
  REGION,
  RESOURCES,
  Shape,
  STRUCTURE,
  shapeAt,
  standsAt,
} from './members';
import { noteStructure, repeatStructure } from './repeats';
import { readResources } from './resources';
import { hasEscape, nameEnd, scanString, skipName, skipSpace, skipValue, skipValueHiding } from './scan';
import { forgetHidden, hiddenValues, isOverfull, writeMasked } from './secrets';
import { CLOSE_OBJECT, COMMA, equal, isLiteral, LETTER_N, OPEN_LIST, OPEN_OBJECT, QUOTE } from './text';
import { unescapeText } from './unescape-text';

/** Columns of the partition keys that records give when the place of their file does not; -1 when it does. */
export let dayColumn: i32 = -1;
export let regionColumn: i32 = -1;
export let accountColumn: i32 = -1;

/** The account that the place of the file names; length 0 when it names none. */
const expectedAccount = memory.data(64);
let expectedLength: usize = 0;
/** Records of another account than that. */
export let otherAccounts: i32 = 0;

/** Members of the record that may come once and have come. */
let seen: u64 = 0;
/** Whether the record has an id, and a time. */
let hasId: bool = false;
let hasTime: bool = false;

/** Begins a record. */
export function startRecord(): void {
  seen = 0;
  hasId = false;
  hasTime = false;
}

/** Whether the record that was read has what an event must have. */
export function isEvent(): bool {
  return hasId && hasTime;
}

/** Says what is known of the file whose records come next. */
export function expect(account: usize, length: usize, day: i32, region: i32, accountKey: i32): void {
  memory.copy(expectedAccount, account, length);
  expectedLength = length;
  otherAccounts = 0;
  dayColumn = day;
  regionColumn = region;
  accountColumn = accountKey;
}

/**
 * Reads an object, and puts the values of its members into the columns of a row.
 *
 * @returns where it ends; 0 when it is no JSON, or when only the slower way knows what it means: then the row is to be dropped
 */
export function readObject(from: usize, shape: Shape, row: i32): usize {
  let at = skipSpace(from + 1);
  if (<u32>load<u8>(at) === CLOSE_OBJECT) return at + 1;
  let last: Member | null = null;
  while (true) {
    const expected = last === null ? shape.first : last.next;
    let member = expected;
    let value: usize = 0;
    if (expected !== null && standsAt(expected, at)) value = skipSpace(at + <usize>expected.length + 3);
    else {
      value = skipName(at);
      if (value === 0 || hasEscape) return 0;
      const length = nameEnd - at - 1;
      member = memberOf(shape, at + 1, length);
      if (member === null) {
        if (shape.ignoresCase && mayBeMember(shape, at + 1, length)) return 0;
      } else if (last === null) shape.first = member;
      else last.next = member;
    }
    if (member === null) at = skipValue(value);
    else {
      last = member;
      at = member.kind === STRUCTURE ? readStructure(value, shapeAt(member.target), row) : readValue(value, member, row);
    }
    if (at === 0) return 0;
    at = skipSpace(at);
    const next = <u32>load<u8>(at);
    if (next === CLOSE_OBJECT) return at + 1;
    if (next !== COMMA) return 0;
    at = skipSpace(at + 1);
  }
}

/** A value of another kind than an object is no structure: the row has none. A second one for the same row is left to the slower way. */
function readStructure(value: usize, shape: Shape, row: i32): usize {
  const present = groupAt(shape.group).present + <usize>row;
  if (load<u8>(present) !== 0) return 0;
  if (<u32>load<u8>(value) !== OPEN_OBJECT) return skipValue(value);
  const isOutermost = groupAt(shape.group).depth === 1;
  if (isOutermost) {
    const known = repeatStructure(value, shape, row);
    if (known !== 0) return known;
  }
  store<u8>(present, 1);
  const end = readObject(value, shape, row);
  if (isOutermost && end !== 0) noteStructure(value, end, shape, row);
  return end;
}

/** The value of a column. Of two members of one name the last counts, as for `JSON.parse`; where the first cannot be taken back, the slower way reads. */
function readValue(value: usize, member: Member, row: i32): usize {
  const column = member.target;
  if ((seen & member.onceBit) !== 0) return 0;
  seen |= member.onceBit;
  const first = <u32>load<u8>(value);
  if (member.kind === RESOURCES) return readResources(value, column, row);
  if (first === QUOTE && member.kind !== JSON_TEXT) return readText(value + 1, member, row);
  if (first === OPEN_OBJECT || first === OPEN_LIST) return member.role === ANY ? readJson(value, column, row) : 0;
  const end = skipValue(value);
  if (end === 0) return 0;
  if (first === LETTER_N) {
    if (member.onceBit === 0) clearValue(column, row);
    return end;
  }
  if (member.role !== ANY) return 0;
  putText(column, row, value, end - value);
  return end;
}

function readText(text: usize, member: Member, row: i32): usize {
  if (member.mayRepeat) {
    const same = repeatLast(member.target, row, text);
    if (same !== 0) return same;
  }
  const end = scanString(text);
  if (end === 0) return 0;
  if (hasEscape) {
    if (member.role !== ANY) return 0;
    const plain = reserveScratch(end - text);
    putText(member.target, row, plain, unescapeText(plain, text, end - text));
    return end + 1;
  }
  if (member.role !== ANY && !playRole(text, end - text, member.role, row)) return 0;
  putText(member.target, row, text, end - text);
  noteClean(member.target);
  return end + 1;
}

function readJson(value: usize, column: i32, row: i32): usize {
  forgetHidden();
  const end = skipValueHiding(value);
  if (end === 0 || isOverfull()) return 0;
  const length = end - value;
  if (hiddenValues() === 0) {
    putText(column, row, value, length);
    return end;
  }
  const masked = reserveScratch(length + <usize>hiddenValues() * 8);
  putText(column, row, masked, writeMasked(masked, value, length));
  return end;
}

/** Does what a member's role asks for. False when its record is not for this way. */
function playRole(text: usize, length: usize, role: i32, row: i32): bool {
  if (role === EVENT_ID) {
    hasId = length > 0;
    return hasId;
  }
  if (role === EVENT_TYPE) return !isLiteral(text, length, 'AwsCloudTrailInsight');
  if (role === EVENT_CATEGORY) return !isLiteral(text, length, 'Aggregated');
  if (role === EVENT_TIME) {
    hasTime = isEventTime(text, length);
    if (!hasTime) return false;
    if (dayColumn >= 0) {
      const day = reserveScratch(16);
      writeDay(day, text);
      putText(dayColumn, row, day, 10);
    }
  } else if (role === REGION) {
    if (regionColumn >= 0) putText(regionColumn, row, text, length);
  } else if (role === ACCOUNT) {
    if (accountColumn >= 0) putText(accountColumn, row, text, length);
    if (expectedLength > 0 && (length !== expectedLength || !equal(text, expectedAccount, length))) otherAccounts += 1;
  }
  return true;
}
