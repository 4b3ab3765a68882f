import type { DoctorReport } from '../../app/doctor.ts';
import { visibleText } from '../../report/visible-text.ts';

/** One line a check, and the next step below what is not ok. */
export function* checkLines(checks: DoctorReport): Iterable<string> {
  const width = Math.max(...checks.map(({ check }) => check.length));
  for (const { check, state, finding, next } of checks) {
    yield visibleText(`${state.padEnd(4)}  ${check.padEnd(width)}  ${finding}`);
    if (next !== null) yield visibleText(`${' '.repeat(width + 6)}  -> ${next}`);
  }
}
