import type { Answer, Format } from './answer.ts';
import { csvLines } from './csv-lines.ts';
import { arrayLines, documentLine, documentText, objectLines } from './json-lines.ts';
import { tableLines } from './table-lines.ts';

/**
 * The lines of an answer in the form that was asked for.
 *
 * @param width columns of the terminal; Infinity where there is none
 * @throws Error for a document without rows as CSV: the options of its command do not offer it
 */
export function answerLines(answer: Answer, format: Format, width: number): Iterable<string> {
  if (answer.kind === 'rows') {
    if (format === 'table') return tableLines(answer, width);
    if (format === 'csv') return csvLines(answer);
    return format === 'json' ? arrayLines(answer) : objectLines(answer);
  }
  if (format === 'table') return answer.lines(width);
  if (format === 'json') return [documentText(answer.document)];
  if (format === 'jsonl') return [documentLine(answer.document)];
  if (answer.rows !== undefined) return csvLines(answer.rows);
  throw new Error('a document without rows was asked for as CSV: its command takes documentFlags');
}
