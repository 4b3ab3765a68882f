import type { CasePrincipal } from '../../../core/case.ts';
import { type Cell, events, lines, phrase, text, time, value } from '../cell.ts';
import { plainRow, type Section, tableOr } from '../section.ts';

/** Users and roles that own a credential of the lineage, or that it created, assumed, changed or deleted. */
export const principals: Section = {
  id: 'principals',
  title: 'Principals',
  blocks: ({ case: document }) => [
    tableOr('No principal is known.', {
      caption: 'Principals of the lineage',
      columns: [
        { title: 'Principal', share: 34 },
        { title: 'Kind', share: 10 },
        { title: 'Created by', share: 20 },
        { title: 'Changed by', share: 20 },
        { title: 'Deleted by', share: 20 },
      ],
      rows: document.principals.map((principal) =>
        plainRow(
          lines(value(principal.arn), ...(principal.principalId === null ? [] : [value(principal.principalId)])),
          text(principal.kind),
          lines(...deed(principal.createdBy)),
          lines(...principal.changedBy.flatMap(deed)),
          lines(...deed(principal.deletedBy)),
        ),
      ),
    }),
  ],
};

const deed = (one: CasePrincipal['createdBy']): readonly Cell[] =>
  one === null ? [] : [value(one.credential), phrase(time(one.eventTime), text(' '), events([one.eventId]))];
