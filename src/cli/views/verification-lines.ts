import { visibleText } from '../../report/visible-text.ts';
import type { Verification } from '../../verify/verify.ts';

/** How far a case agrees with the answer key, in a line. */
export const verificationSummary = ({ agreeing, statements }: Verification): string =>
  `${agreeing} of ${statements} statements agree with the answer key`;

/** Each difference between a case and the answer key. */
export function* discrepancyLines({ discrepancies }: Verification): Iterable<string> {
  for (const { field, expected, found } of discrepancies) {
    const sides = [expected === null ? 'not in the answer key' : `expected ${expected}`, found === null ? 'not found' : `found ${found}`];
    yield visibleText(`  ${field}: ${sides.join(', ')}`);
  }
}
