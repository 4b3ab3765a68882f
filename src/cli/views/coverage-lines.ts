import type { LakeCoverage } from '../../lake/coverage.ts';
import { counted } from '../../report/content/counts.ts';
import { digestsOfLake } from '../../report/content/validation-sentence.ts';
import { visibleText } from '../../report/visible-text.ts';
import { firstFew } from './first-few.ts';

/** What a lake holds, and the files that were set aside. */
export function* coverageLines(covered: LakeCoverage): Iterable<string> {
  const { events, files, from, to, accounts, regions, dataEvents, unreadable } = covered;
  yield `events       ${counted(events, 'event')} from ${counted(files, 'file')}`;
  yield `time         ${from ?? '-'} to ${to ?? '-'}`;
  yield visibleText(`accounts     ${accounts.join(', ')}`);
  yield visibleText(`regions      ${regions.join(', ')}`);
  yield `data events  ${dataEvents}`;
  yield visibleText(`digests      ${digestsOfLake(covered)}`);
  yield* firstFew(unreadable.map(({ file, why }) => visibleText(`set aside    ${file}: ${why}`)));
}
