import type { Case } from '../../core/case.ts';
import { briefSentence } from '../../report/content/brief-sentence.ts';
import { viewOf } from '../../report/content/case-view.ts';
import { managerSummary } from '../../report/content/manager-summary.ts';
import { responseSentence } from '../../report/content/response-words.ts';
import { verdictOf } from '../../report/content/verdict.ts';
import { renderTree } from '../../report/lineage-tree.ts';
import { visibleText } from '../../report/visible-text.ts';
import { wrapWords } from '../output/display-width.ts';

const PROSE_WIDTH = 100;

/** A case on a terminal: the verdict first, then what carries it, what is alive, what is not known, and what to do now. */
export function* caseLines(document: Case, width: number): Iterable<string> {
  const prose = Math.min(width, PROSE_WIDTH);
  yield* caseVerdict(document, prose);
  const response = responseSentence(document);
  if (response !== null) yield* ['', ...item('RESPONSE  ', response, prose)];
  yield* caseUnknowns(document, prose);
  yield '';
  yield document.evidence.redacted ? 'DO NOW (ids and addresses are pseudonyms; the commands need the real ones)' : 'DO NOW';
  for (const [index, { action, why, command }] of document.nextSteps.entries()) {
    yield* item(`  ${index + 1} `, `${action}: ${why}`, prose);
    if (command !== null) yield `      ${visibleText(command)}`;
  }
}

/** The verdict of a case with its reasons, in two sentences for a manager, and the lineage. */
export function* caseVerdict(document: Case, width: number): Iterable<string> {
  yield `VERDICT  ${visibleText(verdictOf(viewOf(document)).headline)}`;
  for (const reason of document.compromise?.reasons ?? []) yield* item('  because ', reason, width);
  yield '';
  yield* wrapWords(visibleText(managerSummary(document).join(' ')), width);
  yield '';
  yield* renderTree(document);
}

/** What a case does not know. */
export function* caseUnknowns({ unknowns }: Case, width: number): Iterable<string> {
  if (unknowns.length === 0) return;
  yield '';
  yield 'NOT KNOWN';
  for (const unknown of unknowns) yield* item('  - ', briefSentence(unknown), width);
}

/** Prose behind a mark; its further lines are set in as far as the first. */
export function* item(mark: string, text: string, width: number): Iterable<string> {
  const [first, ...rest] = wrapWords(visibleText(text), width - mark.length);
  yield mark + first;
  for (const line of rest) yield ' '.repeat(mark.length) + line;
}
