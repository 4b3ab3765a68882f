import { events, lines, nothing, text, time, value } from '../cell.ts';
import { plainRow, type Section } from '../section.ts';

/** What policies said before and after the calls of the case: permissions gained, doors opened. */
export const policies: Section = {
  id: 'policies',
  title: 'Policies written',
  blocks: ({ case: { policyChanges }, shortName }) =>
    policyChanges.length === 0
      ? [{ kind: 'paragraph', text: 'No policy was written.' }]
      : [
          {
            kind: 'table',
            table: {
              caption: 'Policies before and after',
              columns: [
                { title: 'Time (UTC)', share: 17 },
                { title: 'Policy', share: 20 },
                { title: 'Before', share: 27 },
                { title: 'After', share: 27 },
                { title: 'Events', share: 10 },
              ],
              rows: policyChanges.map(({ eventTime, eventName, target, policy, before, after, eventId }) =>
                plainRow(
                  time(eventTime),
                  lines(value(target, shortName(target)), value(policy)),
                  before === null ? text(BIRTHS.has(eventName) ? 'made by this call' : 'not in these logs') : policyText(before.text),
                  policyText(after),
                  events(before === null ? [eventId] : [before.eventId, eventId]),
                ),
              ),
            },
          },
        ],
};

/** Calls before which there was nothing. */
const BIRTHS = new Set(['CreateRole', 'CreatePolicy']);

const policyText = (policy: string | null) => (policy === null ? nothing : value(policy));
