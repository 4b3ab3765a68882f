import { isDigit } from './text';

/** Days of the months. The 29th of February is left to the slower way in years that are no leap years between 1904 and 2096. */
const days = memory.data<u8>([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);

/** Whether a text is a time as CloudTrail writes it today: `2026-01-07T02:25:18Z`. */
export function isEventTime(text: usize, length: usize): bool {
  if (length !== 20) return false;
  if (load<u8>(text + 4) !== 45 || load<u8>(text + 7) !== 45 || load<u8>(text + 10) !== 84) return false;
  if (load<u8>(text + 13) !== 58 || load<u8>(text + 16) !== 58 || load<u8>(text + 19) !== 90) return false;
  const century = pairAt(text);
  const year = pairAt(text + 2);
  const month = pairAt(text + 5);
  const day = pairAt(text + 8);
  if (century > 99 || year > 99 || month < 1 || month > 12 || day < 1) return false;
  if (day > <u32>load<u8>(days + <usize>(month - 1))) return false;
  if (month === 2 && day === 29 && (year % 4 !== 0 || year === 0)) return false;
  return pairAt(text + 11) < 24 && pairAt(text + 14) < 60 && pairAt(text + 17) < 60;
}

/** Writes the day of a time as a partition has it: `2026/01/07`. */
export function writeDay(target: usize, time: usize): void {
  memory.copy(target, time, 10);
  store<u8>(target + 4, 0x2f);
  store<u8>(target + 7, 0x2f);
}

/** The number that two digits write; one that is too large where they are none. */
function pairAt(text: usize): u32 {
  const tens = <u32>load<u8>(text);
  const ones = <u32>load<u8>(text + 1);
  return isDigit(tens) && isDigit(ones) ? (tens - 48) * 10 + ones - 48 : 1000;
}
