import { dirname } from 'node:path';
import type { LabResult } from '../../app/lab.ts';
import { planContainment } from '../../contain/plan.ts';
import type { Step } from '../../contain/plan-schema.ts';
import { nameOfArn } from '../../core/arn.ts';
import { groupBy } from '../../core/group-by.ts';
import { shellWord } from '../../core/shell-word.ts';
import { counted } from '../../report/content/counts.ts';
import { visibleText } from '../../report/visible-text.ts';
import { answerRows } from '../../verify/verify-answers.ts';
import { caseUnknowns, caseVerdict, item } from './case-lines.ts';
import { partTitles } from './part-titles.ts';
import { discrepancyLines, verificationSummary } from './verification-lines.ts';

const WIDEST = 100;
const ROWS_SHOWN = 5;

/** The story of the lab for a person: the workshop's questions with their queries and answers, the case on one screen, and where to go on. */
export function* labLines(result: LabResult, terminalWidth: number): Iterable<string> {
  const width = Math.min(terminalWidth, WIDEST);
  const { case: document, verification } = result;
  for (const [index, title] of partTitles.entries()) yield* partLines(result, index + 1, title, width);
  yield '';
  yield* caseVerdict(document, width);
  yield '';
  yield* containLines(result, width);
  yield* caseUnknowns(document, width);
  yield '';
  yield verificationSummary(verification);
  yield* discrepancyLines(verification);
  yield '';
  yield* nextLines(result);
}

function* partLines({ answered }: LabResult, part: number, title: string, width: number): Iterable<string> {
  const own = answered.filter(({ question }) => question.part === part);
  if (own.length === 0) return;
  yield '';
  yield `PART ${part}  ${title}`;
  let shown = '';
  for (const { question, table } of own) {
    yield* item('  ', question.question, width);
    // Questions that one query answers show it once.
    if (question.sql !== shown) for (const line of question.sql.split('\n')) yield `      ${visibleText(line)}`;
    shown = question.sql;
    yield* answerLines(answerRows(table), width);
  }
}

function* answerLines(rows: readonly string[], width: number): Iterable<string> {
  if (rows.length === 0) yield '   -> no row';
  for (const row of rows.slice(0, ROWS_SHOWN)) yield* item('   -> ', row, width);
  if (rows.length > ROWS_SHOWN) yield `      and ${counted(rows.length - ROWS_SHOWN, 'row')} more`;
}

/** What the containment plan changes, a step a line with all its targets: the whole plan is `contain plan`'s business. */
function* containLines({ case: document, lake }: LabResult, width: number): Iterable<string> {
  const { steps } = planContainment(document, { level: 'contain', responders: [], now: document.generatedAt, caseDigest: '' });
  const acting = groupBy(
    steps.filter(({ level }) => level !== 'evidence'),
    ({ id }) => id.slice(0, id.indexOf(':')),
  );
  yield `CONTAIN FIRST  keytrail contain plan ${document.subject.id} --lake ${shellWord(lake)}`;
  for (const [index, [id, own]] of [...acting].entries()) {
    yield* item(`  ${index + 1} `, `${id}: ${own[0]?.operation} on ${targetsOf(own)}`, width);
  }
}

const targetsOf = (steps: readonly Step[]): string => [...new Set(steps.map(({ target }) => nameOfArn(target.id)))].join(', ');

function* nextLines({ lake, report, simulation, truth }: LabResult): Iterable<string> {
  const scenario = truth.scenario === 'iam-credential-exposure' ? '' : ` --scenario ${truth.scenario}`;
  const directory = dirname(lake);
  const elsewhere = directory === '.keytrail/lab' ? '' : ` --dir ${shellWord(directory)}`;
  yield `Next:  open ${shellWord(report)}`;
  yield `       keytrail lab --ask --seed ${simulation.seed + 1}${scenario}${elsewhere}`;
  yield `       keytrail sql --lake ${shellWord(lake)}`;
  yield `       keytrail investigate ${truth.subject.id} --lake ${shellWord(lake)}`;
}
