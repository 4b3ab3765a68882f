import type { ExplainedEvent, ExplainedRule } from '../../detect/explain-event.ts';
import { visibleText } from '../../report/visible-text.ts';
import { tableLines } from '../output/table-lines.ts';

/** What rules say of an event, on a terminal. */
export function* explainedLines({ eventId, eventTime, eventName, matches, nearly }: ExplainedEvent, width: number): Iterable<string> {
  yield visibleText(`${eventTime}  ${eventName}  ${eventId}`);
  if (matches.length === 0) yield 'no rule matches';
  for (const rule of matches) yield* ruleLines('MATCH', rule, width);
  for (const rule of nearly) yield* ruleLines(`NO MATCH, ${rule.missing} missing`, rule, width);
}

function* ruleLines(verdict: string, rule: ExplainedRule, width: number): Iterable<string> {
  yield '';
  yield visibleText(`${verdict}  ${rule.level}  ${rule.title}`);
  yield visibleText([rule.ruleId, rule.author, rule.licence, rule.link].filter((text) => text !== null).join(' | '));
  if (rule.feeds.length > 0) yield visibleText(`feeds: ${rule.feeds.join(', ')}`);
  yield* tableLines(
    { columns: ['field', 'asked', 'found'], rows: rule.checks.map(({ field, asked, found }) => [field ?? '(anywhere)', asked, found ?? 'absent']) },
    width,
  );
}
