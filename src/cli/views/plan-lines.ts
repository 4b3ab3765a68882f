import type { Plan } from '../../contain/plan-schema.ts';
import { summariseStep } from '../../contain/summarise-step.ts';
import { counted } from '../../report/content/counts.ts';
import { visibleText } from '../../report/visible-text.ts';
import { wrapWords } from '../output/display-width.ts';

/** A containment plan on a terminal: the steps that change something, in order, and what the plan does not cover. */
export function* planLines({ steps, warnings, notCovered, account }: Plan, width: number): Iterable<string> {
  const reads = steps.filter(({ level }) => level === 'evidence').length;
  yield `${counted(steps.length, 'step')} in account ${account}; nothing has been carried out`;
  if (reads > 0) yield `  1 evidence: ${counted(reads, 'read')}, all in --format json`;
  for (const step of steps) if (step.level !== 'evidence') yield visibleText(`  ${summariseStep(step)}`);
  for (const { text } of warnings) yield* wrapWords(visibleText(`warning: ${text}`), width);
  for (const text of notCovered) yield* wrapWords(visibleText(`not covered: ${text}`), width);
}
