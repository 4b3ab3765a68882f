import { columnAt, DICTIONARY } from './columns';
import { COLON, equal, folded } from './text';

/** What becomes of the value of a member; of kind 0 is text. */
export const JSON_TEXT: i32 = 1;
export const STRUCTURE: i32 = 2;
export const RESOURCES: i32 = 3;

/** What a value must be for its record to be read here, and what else it says. */
export const ANY: i32 = 0;
export const EVENT_TIME: i32 = 1;
export const EVENT_ID: i32 = 2;
export const REGION: i32 = 3;
export const ACCOUNT: i32 = 4;
export const EVENT_TYPE: i32 = 5;
export const EVENT_CATEGORY: i32 = 6;

/** A member that an object may have, and where its value goes. */
@unmanaged
export class Member {
  /** The name between its quotes, and a colon. */
  quoted: usize;
  length: u32;
  kind: i32;
  role: i32;
  /** Its column; of a structure the shape. */
  target: i32;
  /** A bit of its own, when a second value for one row cannot take the place of the first, or would change what the first has said; else 0. */
  onceBit: u64;
  /** Whether a text that the column had last can be taken without another look. */
  mayRepeat: bool;
  /** The member that came behind it last time: records of one kind have their members in one order. */
  next: Member | null;
}

/** The members that an object may have: as many as half of the slots. */
@unmanaged
export class Shape {
  /** The structure that it is, from 1; 0 for the record itself. */
  group: i32;
  /** Hive finds members of structures in any letter case; those of a record itself go by their exact names. */
  ignoresCase: bool;
  /** The shape's members, by hash of the name. */
  slots: usize;
  /** The member that came first last time. */
  first: Member | null;
}

const MAX_SHAPES = 16;
const MAX_MEMBERS = 160;
const SLOTS: usize = 128;
const shapes = memory.data(16 * 16);
const members = memory.data(160 * 48);
let shapeCount: i32 = 0;
let memberCount: i32 = 0;
let onceCount: u64 = 0;

export function shapeAt(index: i32): Shape {
  return changetype<Shape>(shapes + <usize>index * 16);
}

export function addShape(group: i32, ignoresCase: bool): i32 {
  assert(shapeCount < MAX_SHAPES);
  const shape = shapeAt(shapeCount);
  shape.group = group;
  shape.ignoresCase = ignoresCase;
  shape.slots = heap.alloc(SLOTS * 4);
  memory.fill(shape.slots, 0, SLOTS * 4);
  return shapeCount++;
}

/** @param quoted the name between its quotes, as it stands in a text: short names are hashed with them */
export function addMember(index: i32, quoted: usize, length: usize, kind: i32, role: i32, target: i32): void {
  assert(memberCount < MAX_MEMBERS);
  const member = changetype<Member>(members + <usize>memberCount * 48);
  memberCount += 1;
  member.quoted = heap.alloc(length + 16);
  memory.copy(member.quoted, quoted, length + 2);
  store<u8>(member.quoted + length + 2, COLON);
  member.length = <u32>length;
  member.kind = kind;
  member.role = role;
  member.target = target;
  const isOnce = kind !== STRUCTURE && (role !== ANY || columnAt(target).kind !== DICTIONARY || kind === RESOURCES);
  if (isOnce) {
    assert(onceCount < 64);
    member.onceBit = (<u64>1) << onceCount;
    onceCount += 1;
  }
  member.mayRepeat = kind === 0 && !isOnce;
  const shape = shapeAt(index);
  let slot = slotOf(quoted + 1, length);
  while (load<usize>(shape.slots + slot * 4) !== 0) slot = (slot + 1) & (SLOTS - 1);
  store<usize>(shape.slots + slot * 4, changetype<usize>(member));
}

/** Both ends of the name; of one shorter than four characters its quotes, too. */
function slotOf(name: usize, length: usize): usize {
  const ends = load<u32>(name) ^ rotl<u32>(load<u32>(name + length - 4), 15);
  return <usize>((ends * 0x9e3779b1 + <u32>length * 0x85ebca77) >> 24) & (SLOTS - 1);
}

/** The member of a name that stands between quotes; null when the shape has none. */
export function memberOf(shape: Shape, name: usize, length: usize): Member | null {
  let slot = slotOf(name, length);
  while (true) {
    const address = load<usize>(shape.slots + slot * 4);
    if (address === 0) return null;
    const member = changetype<Member>(address);
    if (<usize>member.length === length && equal(member.quoted + 1, name, length)) return member;
    slot = (slot + 1) & (SLOTS - 1);
  }
}

/** Whether a member's name stands at an address, with its quotes, and the colon right behind. */
export function standsAt(member: Member, at: usize): bool {
  return equal(member.quoted, at, <usize>member.length + 3);
}

/** Whether a name that no member has may be one in other letters. Letters beyond ASCII are left to the slower way. */
export function mayBeMember(shape: Shape, name: usize, length: usize): bool {
  for (let at: usize = 0; at < length; at++) if (load<u8>(name + at) > 127) return true;
  for (let slot: usize = 0; slot < SLOTS; slot++) {
    const address = load<usize>(shape.slots + slot * 4);
    if (address === 0) continue;
    const member = changetype<Member>(address);
    if (<usize>member.length === length && isSameFolded(member.quoted + 1, name, length)) return true;
  }
  return false;
}

function isSameFolded(a: usize, b: usize, length: usize): bool {
  for (let at: usize = 0; at < length; at++) if (folded(load<u8>(a + at)) !== folded(load<u8>(b + at))) return false;
  return true;
}
