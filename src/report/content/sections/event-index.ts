import { events, text, time, value } from '../cell.ts';
import type { CitedEvent } from '../citations.ts';
import { counted } from '../counts.ts';
import { type Block, plainRow, type Section, type Table } from '../section.ts';

const ROWS_OPEN = 100;

/** The numbers of this report and the event ids of CloudTrail behind them. */
export const eventIndex: Section = {
  id: 'events',
  title: 'Event index',
  blocks: ({ citations: { events: all } }) => {
    if (all.length === 0) return [{ kind: 'paragraph', text: 'The case cites no event.' }];
    const open: Block = { kind: 'table', table: table(all.slice(0, ROWS_OPEN)) };
    const rest = all.slice(ROWS_OPEN);
    return rest.length === 0 ? [open] : [open, { kind: 'folded', title: `${counted(rest.length, 'event')} more`, table: table(rest) }];
  },
};

const table = (cited: readonly CitedEvent[]): Table => ({
  caption: 'What e1, e2... in this report stand for',
  columns: [
    { title: 'Event', share: 12 },
    { title: 'CloudTrail eventID', share: 48 },
    { title: 'Time (UTC)', share: 25 },
    { title: 'In timeline', share: 15 },
  ],
  rows: cited.map(({ eventId, eventTime, inTimeline }) =>
    plainRow(events([eventId]), value(eventId), time(eventTime), text(inTimeline ? 'yes' : 'no')),
  ),
});
