import { type CloudTrailEvent, plainEventName, succeeded } from '../../core/event.ts';

/** Calls after which less is logged or detected. Source: ATT&CK T1562.008 and records of real attacks. */
const WEAKENING = new Set([
  'StopLogging',
  'DeleteTrail',
  'UpdateTrail',
  'PutEventSelectors',
  'PutInsightSelectors',
  'DeleteFlowLogs',
  'DeleteDetector',
  'UpdateDetector',
  'StopConfigurationRecorder',
  'DeleteConfigurationRecorder',
  'DeleteLogGroup',
  'DeleteLogStream',
  'DeleteResolverQueryLogConfig',
  'PutBucketLifecycle',
  'DisassociateMembers',
]);

/** Whether a call succeeded in making an account see less of itself. */
export const weakensLogging = (event: CloudTrailEvent): boolean => succeeded(event) && WEAKENING.has(plainEventName(event.eventName));
