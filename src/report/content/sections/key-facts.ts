import type { Case } from '../../../core/case.ts';
import { formatCount } from '../../../core/format-count.ts';
import { addressCell } from '../address-cell.ts';
import { type Cell, events, jump, nothing, phrase, text, time, value } from '../cell.ts';
import { counted } from '../counts.ts';
import type { Fact, Section } from '../section.ts';
import { subjectKinds } from '../verdict.ts';

/** Who the subject is and how much it did. */
export const keyFacts: Section = {
  id: 'facts',
  title: 'Key facts',
  blocks: ({ case: document }) => [{ kind: 'facts', facts: factsOf(document) }],
};

function factsOf(document: Case): readonly Fact[] {
  const { identity, firstUse, calls, errors, timeline, asOf } = document;
  const firstFailure = timeline.find((entry) => entry.errorCode !== null && entry.credential === document.subject.id);
  return [
    ...document.subjects.map((subject) => ({ term: subjectKinds[subject.kind], cell: value(subject.id) })),
    { term: 'Belongs to', cell: phrase(value(identity.arn ?? identity.userName), text(` (${identity.type})`)) },
    { term: 'Account', cell: value(identity.accountId ?? document.subject.accountId) },
    { term: 'Principal id', cell: value(identity.principalId) },
    { term: 'First use', cell: use(firstUse, document) },
    { term: 'Last use', cell: use(document.lastUse, document) },
    {
      term: 'Calls',
      cell: phrase(jump(counted(calls, 'call'), firstUse?.eventId), text(', '), jump(`${formatCount(errors)} failed`, firstFailure?.eventId)),
    },
    { term: 'State as of', cell: text(`${asOf}, the newest event loaded`) },
  ];
}

function use(one: Case['firstUse'], document: Case): Cell {
  if (one === null) return nothing;
  const outcome = one.errorCode === null ? [] : [text(', '), value(one.errorCode)];
  return phrase(
    time(one.eventTime),
    text(', '),
    value(one.eventName),
    text(' from '),
    addressCell(one.sourceIPAddress, document),
    text(' in '),
    value(one.awsRegion),
    ...outcome,
    text(' '),
    events([one.eventId]),
  );
}
