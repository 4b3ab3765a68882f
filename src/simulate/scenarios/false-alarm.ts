import type { Scenario } from '../scenario.ts';
import { quietWeeks } from './false-alarm/quiet-weeks.ts';

/** An exercise without an incident: the finding is that there is none, and what that rests on. */
export const falseAlarm: Scenario = {
  id: 'false-alarm',
  title: 'A key is reported as leaked, and only its owner used it',
  description:
    'A scanner finds a developer’s key in a repository. For weeks the developer works with it, at the office, at home, for an evening in a hotel; nobody else does. The trail records reads of objects, too.',
  copies: 'everything',
  play: (setting) => quietWeeks(setting, true),
};
