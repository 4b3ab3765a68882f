import type { ResultTable } from '../../engine/sql-engine.ts';
import { counted } from '../../report/content/counts.ts';
import { answerLines } from '../output/answer-lines.ts';
import { verticalLines } from '../output/table-lines.ts';
import type { Session } from './session.ts';

/** The lines of a result as the session wants them; a table for people says how many rows there are. */
export function* resultLines(table: ResultTable, { format, vertical }: Session, width: number): Iterable<string> {
  const rows = { columns: table.columns.map(({ name }) => name), rows: table.rows };
  if (format !== 'table') {
    yield* answerLines({ kind: 'rows', ...rows }, format, width);
    return;
  }
  yield* vertical ? verticalLines(rows, width) : answerLines({ kind: 'rows', ...rows }, format, width);
  yield `(${counted(table.rows.length, 'row')})`;
}
