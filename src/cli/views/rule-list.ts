import { techniquesOf } from '../../detect/techniques.ts';
import { visibleText } from '../../report/visible-text.ts';
import type { Header } from '../../sigma/rule.ts';
import type { Answer, Rows } from '../output/answer.ts';

/** A document of a rule file. */
export interface Listed {
  readonly kind: 'rule' | 'correlation' | 'filter';
  readonly header: Header;
}

const COLUMNS = ['level', 'kind', 'title', 'id', 'author', 'licence', 'link', 'techniques', 'file'] as const;

/** Rules with where they come from, which their licences ask for: a short entry each for people, columns for programs. */
export function ruleList(listed: readonly Listed[]): Answer {
  const rows: Rows = {
    columns: COLUMNS,
    rows: listed.map(({ kind, header: { level, title, id, author, licence, references, tags, source } }) => [
      ...[level, kind, title, id, author, licence, references[0] ?? null, techniquesOf(tags).join(' '), source],
    ]),
  };
  const document = rows.rows.map((row) => Object.fromEntries(COLUMNS.map((column, index) => [column, row[index] ?? null])));
  return { kind: 'document', document, lines: () => linesOf(listed), rows };
}

function* linesOf(listed: readonly Listed[]): Iterable<string> {
  for (const { kind, header } of listed) {
    const { level, title, author, licence, references, tags, source } = header;
    yield visibleText(`${(level ?? kind).padEnd(14)}${title}`);
    const entries = [techniquesOf(tags).join(' '), [author, licence].filter(Boolean).join(', '), references[0] ?? '', source];
    for (const entry of entries) if (entry !== '') yield visibleText(`${' '.repeat(14)}${entry}`);
  }
}
