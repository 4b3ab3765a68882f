import { dirname } from 'node:path';
import type { LabResult, LabStep } from '../../app/lab.ts';
import { shellWord } from '../../core/shell-word.ts';
import { counted } from '../../report/content/counts.ts';
import { renderTree } from '../../report/lineage-tree.ts';
import { shortenText, visibleText } from '../../report/visible-text.ts';
import type { Answered } from '../../verify/verify-answers.ts';
import { cellText } from '../output/cell-text.ts';
import { wrapWords } from '../output/display-width.ts';
import { stepLine } from '../output/progress.ts';
import { caseAdvice } from './case-lines.ts';
import { collectionSummary } from './collection-lines.ts';
import { simulationSummary } from './simulation-lines.ts';
import { discrepancyLines, verificationSummary } from './verification-lines.ts';

const WIDEST = 100;
const ROWS_SHOWN = 5;
const partTitles: Readonly<Record<number, string>> = {
  1: 'Where did it begin?',
  2: 'What did it leave behind?',
  3: 'Where did it go, what did it break?',
};

/** What the lab did and found, for a person: the steps, the workshop's questions with their answers, the lineage, and where to go on. */
export function* labLines(result: LabResult, spans: ReadonlyMap<LabStep, number>, terminalWidth: number): Iterable<string> {
  const width = Math.min(terminalWidth, WIDEST);
  const { simulation, lake, report } = result;
  yield `keytrail lab  seed ${simulation.seed}  scenario ${simulation.scenario}`;
  yield '';
  for (const [step, span] of spans) yield stepLine(step, summaries[step](result), span).trimEnd();
  yield* discrepancyLines(result.verification);
  yield* answers(result.answered, width);
  yield '';
  yield* renderTree(result.case);
  yield* caseAdvice(result.case, width);
  yield '';
  yield `Next:  open ${shellWord(report)}`;
  yield `       keytrail lab --seed ${simulation.seed + 1} --dir ${shellWord(dirname(lake))}`;
}

const summaries: Readonly<Record<LabStep, (result: LabResult) => string>> = {
  simulate: ({ simulation }) => simulationSummary(simulation),
  collect: ({ collection }) => collectionSummary(collection),
  investigate: (result) => `${result.case.subject.id}, ${counted(result.case.findings.length, 'finding')}`,
  report: ({ report }) => report,
  verify: ({ verification }) => verificationSummary(verification),
};

function* answers(answered: readonly Answered[], width: number): Iterable<string> {
  let part = 0;
  for (const { question, table } of answered) {
    if (question.part !== part) {
      part = question.part;
      yield '';
      yield `PART ${part}  ${partTitles[part] ?? ''}`.trimEnd();
      yield* query(question.sql);
    }
    for (const line of wrapWords(visibleText(question.question), width - 2)) yield `  ${line}`;
    const rows = table.rows.map((row) => row.map(cellText).join('  '));
    if (rows.length === 0) yield '   -> no row';
    for (const row of rows.slice(0, ROWS_SHOWN)) yield `   -> ${shortenText(visibleText(row), width - 6)}`;
    if (rows.length > ROWS_SHOWN) yield `      and ${counted(rows.length - ROWS_SHOWN, 'row')} more`;
  }
}

/** The first query of each part is shown: it is how such questions are asked. */
function* query(sql: string): Iterable<string> {
  for (const line of sql.split('\n')) yield `      ${visibleText(line)}`;
}
