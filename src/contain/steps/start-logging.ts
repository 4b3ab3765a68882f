import { cited } from '../shown.ts';
import { bursts, defineStep } from '../step-definition.ts';

/** Switches a trail on again that the lineage stopped. */
export const startLogging = defineStep({
  id: 'start-logging',
  level: 'contain',
  burst: bursts.contain,
  service: 'cloudtrail',
  operation: 'StartLogging',
  calls: ({ trails }) =>
    trails.map(({ name, region, eventId }) => ({
      about: name,
      input: { Name: name },
      target: { kind: 'trail', id: name },
      why: `The lineage stopped the trail (${cited(eventId)}): without it neither the attack nor its end can be seen.`,
      breaks: [],
      doesNotStop: ['what happened while the trail was off stays unknown'],
      inverse: { operation: 'StopLogging', input: { Name: name } },
      check: `GetTrailStatus shows IsLogging true; the call must go to ${region}, where the trail was stopped.`,
      region,
    })),
});
