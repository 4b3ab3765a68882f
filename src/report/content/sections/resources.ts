import type { Resource } from '../../../core/case.ts';
import { isPassedOn } from '../attackers-deeds.ts';
import { badge, events, value } from '../cell.ts';
import { type CaseView, plainRow, type Section, tableOr } from '../section.ts';

/** What was created, changed, deleted, read or shared. */
export const resources: Section = {
  id: 'resources',
  title: 'Resources touched',
  blocks: (view) => [
    tableOr('The logs name no resource that these credentials touched.', {
      caption: 'What was created, changed, deleted, read or shared',
      columns: [
        { title: 'Resource', share: 40 },
        { title: 'Type', share: 16 },
        { title: 'Action', share: 12 },
        { title: 'By', share: 22 },
        { title: 'Event', share: 10 },
      ],
      rows: view.case.resources.map((resource) =>
        plainRow(
          value(resource.arn ?? resource.name),
          value(resource.type),
          badge(actionOf(resource, view), resource.action === 'deleted' || resource.action === 'shared' ? 'danger' : 'plain'),
          value(resource.credential),
          events([resource.eventId]),
        ),
      ),
    }),
  ],
};

/** A policy that was given to somebody is the same as before: it is not said to be changed. */
function actionOf(resource: Resource, { case: { timeline } }: CaseView): string {
  if (!isPassedOn(resource)) return resource.action;
  const call = timeline.find(({ eventId }) => eventId === resource.eventId)?.eventName ?? '';
  return /^(Detach|Delete|Remove)/.test(call) ? 'taken away' : 'given';
}
