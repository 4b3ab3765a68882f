import { groupBy } from '../../core/group-by.ts';
import { counted } from '../../report/content/counts.ts';
import { validationSentence } from '../../report/content/validation-sentence.ts';
import { visibleText } from '../../report/visible-text.ts';
import type { LogValidation, ValidationProblem } from '../../trail/validation/log-validation.ts';
import { firstFew } from './first-few.ts';

const verdicts: Readonly<Record<LogValidation['verdict'], string>> = {
  intact: 'Intact',
  tampered: 'TAMPERED WITH',
  unverified: 'NOT PROVED',
};

const gapReasons: Readonly<Record<LogValidation['chains'][number]['gaps'][number]['kind'], string>> = {
  missing: 'digests are missing',
  'not-asked-for': 'digests were not collected',
  restarted: 'the chain begins anew: logging or validation was off, look for StopLogging, DeleteTrail, UpdateTrail and PutEventSelectors',
  silent: 'no digest covers it, and the chain holds',
};

/** What digests prove of log files: the verdict, the counts, then everything that is wrong, in full. */
export function* validationLines(validation: LogValidation): Iterable<string> {
  const { verdict, digests, logFiles, chains, problems, unverified, moved, unreadable } = validation;
  yield `${verdicts[verdict]}: ${validationSentence(validation)}.`;
  yield `digests      ${digests.valid} valid, ${digests.invalid} invalid, ${digests.unverified} unverified, missing in ${counted(digests.missing, 'place')}`;
  yield `log files    ${logFiles.valid} valid, ${logFiles.invalid} invalid, ${logFiles.unverified} unverified, ${logFiles.missing} missing`;
  for (const chain of chains) yield* chainLines(chain);
  for (const problem of problems) yield visibleText(`${problem.kind.padEnd(15)} ${problem.file}: ${problem.why}${spanOf(problem)}`);
  for (const { kind, why, files, first, last } of groupsOf(unverified)) {
    yield visibleText(`unverified   ${counted(files, kind === 'digest' ? 'digest' : 'log file')} (${first} to ${last}): ${why}`);
  }
  yield* firstFew(moved.map(({ file, from }) => visibleText(`moved        ${file}: its digest says ${from}`)));
  yield* firstFew(unreadable.map(({ file, why }) => visibleText(`set aside    ${file}: ${why}`)));
}

function* chainLines({
  accountId,
  region,
  trail,
  backfill,
  digests,
  from,
  to,
  predecessor,
  gaps,
}: LogValidation['chains'][number]): Iterable<string> {
  const what = counted(digests, backfill ? 'backfill digest' : 'digest');
  yield visibleText(`chain        ${accountId} ${region} ${trail}: ${what} from ${from} to ${to}`);
  if (predecessor !== null) yield visibleText(`  before it  nothing before ${from} is covered; the digest before is not here: ${predecessor}`);
  for (const { kind, from: start, to: end } of gaps) yield `  gap        ${start} to ${end}: ${gapReasons[kind]}`;
}

const spanOf = ({ from, to }: ValidationProblem): string => (from === null && to === null ? '' : ` (${from ?? '?'} to ${to ?? '?'})`);

/** Log files of a trail without digests may be thousands: they stand together by their reason. */
function groupsOf(unverified: LogValidation['unverified']) {
  return Array.from(groupBy(unverified, ({ kind, why }) => `${kind} ${why}`).values(), (group) => {
    const times = group.flatMap(({ time }) => time ?? []).sort();
    return { kind: group[0]?.kind, why: group[0]?.why, files: group.length, first: times[0] ?? '?', last: times.at(-1) ?? '?' };
  });
}
