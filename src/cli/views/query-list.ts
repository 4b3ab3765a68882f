import type { NamedQuery } from '../../athena-sql/named-query.ts';
import type { Answer, Rows } from '../output/answer.ts';
import { tableLines } from '../output/table-lines.ts';

/** The named queries as a list for people, and whole for programs. */
export function queryList(queries: readonly NamedQuery[]): Answer {
  const rows: Rows = {
    columns: ['id', 'question', 'parameters'],
    rows: queries.map(({ id, question, parameters }) => [id, question, parametersText(parameters)]),
  };
  return { kind: 'document', document: queries, lines: (width) => tableLines(rows, width), rows };
}

/** `key, days=90`: what must be given, and what need not. */
const parametersText = (parameters: NamedQuery['parameters']): string =>
  Object.entries(parameters)
    .map(([name, parameter]) => (parameter.default === undefined ? name : `${name}=${parameter.default}`))
    .join(', ');
