import { badge, events, value } from '../cell.ts';
import { plainRow, type Section, tableOr } from '../section.ts';

/** What was created, changed, deleted, read or shared. */
export const resources: Section = {
  id: 'resources',
  title: 'Resources touched',
  blocks: ({ case: document }) => [
    tableOr('The logs name no resource that these credentials touched.', {
      caption: 'What was created, changed, deleted, read or shared',
      columns: [
        { title: 'Resource', share: 40 },
        { title: 'Type', share: 16 },
        { title: 'Action', share: 12 },
        { title: 'By', share: 22 },
        { title: 'Event', share: 10 },
      ],
      rows: document.resources.map((resource) =>
        plainRow(
          value(resource.arn ?? resource.name),
          value(resource.type),
          badge(resource.action, resource.action === 'deleted' || resource.action === 'shared' ? 'danger' : 'plain'),
          value(resource.credential),
          events([resource.eventId]),
        ),
      ),
    }),
  ],
};
