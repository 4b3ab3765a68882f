import type { ResponseCall } from '../../../core/case.ts';
import { type Cell, events, phrase, text, time, value } from '../cell.ts';
import { responseSentence } from '../response-words.ts';
import type { CaseView, Section } from '../section.ts';

/** How fast somebody reacted. */
export const response: Section = {
  id: 'response',
  title: 'Response times',
  blocks: (view) => {
    const { firstAttackerCall, lastAttackerCall, firstResponderCall, firstContainment } = view.case.response;
    const sentence = responseSentence(view.case);
    if (sentence === null) return [{ kind: 'paragraph', text: 'No call of an attacker is known, so there is nothing to measure from.' }];
    return [
      { kind: 'paragraph', text: sentence },
      {
        kind: 'facts',
        facts: [
          { term: 'Attack began', cell: call(firstAttackerCall, view) },
          { term: 'First reaction', cell: call(firstResponderCall, view) },
          { term: 'Contained', cell: call(firstContainment, view) },
          { term: 'Last attack', cell: call(lastAttackerCall, view) },
        ],
      },
    ];
  },
};

function call(one: ResponseCall | null, { shortName }: CaseView): Cell {
  if (one === null) return text('not in these logs');
  const by = one.principal === null ? [] : [text(' by '), value(one.principal, shortName(one.principal))];
  const on = one.target === null ? [] : [text(', '), value(one.target, shortName(one.target))];
  return phrase(time(one.eventTime), text(', '), value(one.eventName), ...by, ...on, text(' '), events([one.eventId]));
}
