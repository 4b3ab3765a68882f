import type { TimelineEntry } from '../../../core/case.ts';
import { addressCell } from '../address-cell.ts';
import { type Attributions, attributionsOf } from '../attributions.ts';
import { badge, type Cell, events, lines, nothing, phrase, text, time, value } from '../cell.ts';
import { counted, tally } from '../counts.ts';
import type { Block, CaseView, Column, Row, Section } from '../section.ts';
import { timelineRuns } from '../timeline-runs.ts';
import { stageWords } from '../words.ts';

/** Every event of the case, in order. The one place that holds all of them: whatever is cited elsewhere leads here. */
export const timeline: Section = {
  id: 'timeline',
  title: 'Timeline',
  blocks: (view) => {
    const { timeline: entries } = view.case;
    if (entries.length === 0) return [{ kind: 'paragraph', text: 'No event of these credentials is in the logs.' }];
    const attributions = attributionsOf(entries);
    return [
      { kind: 'picture', picture: 'timeline' },
      { kind: 'list', items: attributions.sentences },
      ...timelineRuns(entries).map((run) => block(run, view, attributions)),
    ];
  },
};

const columns: readonly Column[] = [
  { title: 'Event', share: 6 },
  { title: 'Time (UTC)', share: 16 },
  { title: 'What', share: 25 },
  { title: 'Credential', share: 16 },
  { title: 'From', share: 13 },
  { title: 'Result', share: 12 },
  { title: 'Stage', share: 9 },
  { title: 'Actor', share: 10 },
];

function block({ folded, entries }: ReturnType<typeof timelineRuns>[number], view: CaseView, attributions: Attributions): Block {
  const first = entries[0]?.eventTime ?? '';
  const last = entries.at(-1)?.eventTime ?? '';
  const table = { caption: `Events ${first} to ${last}`, columns, rows: entries.map((entry) => row(entry, view, attributions)) };
  const who = tally(entries.map((entry) => entry.actor))
    .map(({ item, count }) => `${counted(count, 'event')} by ${item}`)
    .join(', ');
  return folded ? { kind: 'folded', title: `${who}, ${first} to ${last}`, table } : { kind: 'table', table };
}

function row(entry: TimelineEntry, { case: document, shortName }: CaseView, attributions: Attributions): Row {
  return {
    subject: { kind: 'event', id: entry.eventId },
    tone: entry.actor === 'attacker' ? 'danger' : 'plain',
    cells: [
      events([entry.eventId]),
      time(entry.eventTime),
      lines(
        phrase(value(entry.eventName), text(' '), value(entry.eventSource)),
        ...(entry.summary === entry.eventName ? [] : [text(entry.summary)]),
        value(entry.eventId),
      ),
      credential(entry, shortName),
      lines(addressCell(entry.sourceIPAddress, document), value(entry.awsRegion)),
      entry.errorCode === null ? text('done') : badge(entry.errorCode, 'warning'),
      entry.stage === null ? nothing : text(stageWords[entry.stage].title),
      lines(badge(entry.actor, entry.actor === 'attacker' ? 'danger' : 'plain'), text(attributions.reasonOf(entry))),
    ],
  };
}

function credential({ credential: id, principal }: TimelineEntry, shortName: CaseView['shortName']): Cell {
  const who = principal === null ? [] : [value(principal, shortName(principal))];
  return lines(id === null ? text('no key') : value(id), ...who);
}
