import { type CloudTrailEvent, succeeded } from '../../core/event.ts';
import { stageOf } from '../stages/stage-of.ts';

/** Whether a call succeeded in making an account see less of itself: what defense evasion is in AWS. */
export const weakensLogging = (event: CloudTrailEvent): boolean => succeeded(event) && stageOf(event) === 'defenseEvasion';
