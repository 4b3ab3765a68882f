import type { Scenario } from '../scenario.ts';
import { quietWeeks } from './false-alarm/quiet-weeks.ts';

/** An exercise in what logs cannot tell: the intruder read objects, and nothing else. */
export const unloggedReads: Scenario = {
  id: 'unlogged-reads',
  title: 'Objects are read with a leaked key, and the trail does not record that',
  description:
    'A developer’s key leaks. Somebody reads objects with it, and does nothing else. The trail records no reads of objects: the logs show the developer alone, and cannot tell that nothing was taken.',
  copies: 'everything',
  play: (setting) => quietWeeks(setting, false),
};
