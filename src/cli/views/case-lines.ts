import type { Case } from '../../core/case.ts';
import { viewOf } from '../../report/content/case-view.ts';
import { managerSummary } from '../../report/content/manager-summary.ts';
import { verdictOf } from '../../report/content/verdict.ts';
import { renderTree } from '../../report/lineage-tree.ts';
import { visibleText } from '../../report/visible-text.ts';
import { wrapWords } from '../output/display-width.ts';

const PROSE_WIDTH = 100;

/** A case on a terminal: the verdict first, then what carries it, what is alive, what is not known, and what to do now. */
export function* caseLines(document: Case, width: number): Iterable<string> {
  const prose = Math.min(width, PROSE_WIDTH);
  yield `VERDICT  ${visibleText(verdictOf(viewOf(document)).headline)}`;
  for (const reason of document.compromise?.reasons ?? []) yield* item('  because ', reason, prose);
  yield '';
  yield* wrapWords(visibleText(managerSummary(document).join(' ')), prose);
  yield '';
  yield* renderTree(document);
  yield* caseAdvice(document, prose);
}

/** What a case does not know, and what to do now. */
export function* caseAdvice({ unknowns, nextSteps }: Case, width: number): Iterable<string> {
  if (unknowns.length > 0) {
    yield '';
    yield 'NOT KNOWN';
    for (const unknown of unknowns) yield* item('  - ', unknown, width);
  }
  yield '';
  yield 'DO NOW';
  for (const [index, { action, why, command }] of nextSteps.entries()) {
    yield* item(`  ${index + 1} `, `${action}: ${why}`, width);
    if (command !== null) yield `      ${visibleText(command)}`;
  }
}

/** Prose behind a mark; its further lines are set in as far as the first. */
function* item(mark: string, text: string, width: number): Iterable<string> {
  const [first, ...rest] = wrapWords(visibleText(text), width - mark.length);
  yield mark + first;
  for (const line of rest) yield ' '.repeat(mark.length) + line;
}
