import type { CaseEdge } from '../../../core/case.ts';
import { badge, events, text, time, value } from '../cell.ts';
import { type CaseView, plainRow, type Section, tableOr } from '../section.ts';
import { relationWords } from '../words.ts';

/** What came of what: the picture and every link behind it with the rule that drew it. */
export const lineage: Section = {
  id: 'lineage',
  title: 'Lineage',
  blocks: (view) => [
    { kind: 'picture', picture: 'lineage' },
    tableOr('The subject minted, created, assumed and deleted nothing in these logs.', {
      caption: 'Links of the lineage',
      columns: [
        { title: 'From', share: 19 },
        { title: 'Did', share: 9 },
        { title: 'To', share: 19 },
        { title: 'When (UTC)', share: 18 },
        { title: 'Call', share: 16 },
        { title: 'Certainty', share: 9 },
        { title: 'Rule', share: 13 },
        { title: 'Event', share: 6 },
      ],
      rows: view.case.edges.map((edge) => row(edge, view)),
    }),
  ],
};

const row = (edge: CaseEdge, { shortName }: CaseView) =>
  plainRow(
    value(edge.from),
    text(relationWords[edge.relation]),
    value(edge.to, edge.to.startsWith('arn:') ? shortName(edge.to) : null),
    time(edge.eventTime),
    value(edge.eventName),
    badge(edge.certainty, edge.certainty === 'indirect' ? 'warning' : 'calm'),
    value(edge.rule),
    events([edge.eventId]),
  );
