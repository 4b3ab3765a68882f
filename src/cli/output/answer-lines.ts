import type { Answer, DocumentAnswer, Format } from './answer.ts';
import { csvLines } from './csv-lines.ts';
import { arrayLines, documentLine, documentLines, objectLines } from './json-lines.ts';
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
  if (format === 'json') return documentLines(answer.document);
  if (format === 'jsonl') return jsonlItems(answer).map(documentLine);
  if (answer.rows !== undefined) return csvLines(answer.rows);
  throw new Error('a document without rows was asked for as CSV: its command takes documentFlags');
}

/** JSONL has a line for each member of a list, and a document that is none on one line. */
function jsonlItems({ document, items }: DocumentAnswer): readonly object[] {
  return items ?? (Array.isArray(document) ? (document as readonly object[]) : [document]);
}
