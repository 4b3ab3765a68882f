import { parseArn } from '../core/arn.ts';
import type { Case } from '../core/case.ts';
import { cited, shown } from './shown.ts';

/** A trail that the lineage switched off. */
export interface StoppedTrail {
  /** Name or ARN, as CloudTrail's calls take either. */
  readonly name: string;
  /** The trail's home region: it was stopped there, and can be started nowhere else. */
  readonly region: string;
  readonly eventId: string;
}

const TRAIL = /^(arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:\d{12}:trail\/)?[A-Za-z0-9._-]{3,128}$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** Calls that blind a trail and have no inverse without knowing what it was before. */
const BLINDING = new Set(['DeleteTrail', 'UpdateTrail', 'PutEventSelectors', 'DeleteEventDataStore', 'StopEventDataStoreIngestion']);

/** Finds what the lineage did to logging: trails that a call starts again, and sentences on the rest. */
export function stoppedTrails(document: Case, account: string) {
  const trails = new Map<string, StoppedTrail>();
  const notCovered: string[] = [];
  for (const { eventSource, eventName, eventId, errorCode, awsRegion, actor } of document.timeline) {
    if (eventSource !== 'cloudtrail.amazonaws.com' || errorCode !== null || actor === 'owner' || actor === 'responder') continue;
    const resource = document.resources.find((candidate) => candidate.eventId === eventId);
    const name = resource?.arn ?? resource?.name ?? '';
    const isOurs = TRAIL.test(name) && (parseArn(name)?.accountId ?? account) === account;
    if (eventName === 'StopLogging' && isOurs && REGION.test(awsRegion)) trails.set(name, { name, region: awsRegion, eventId });
    else if (eventName === 'StopLogging' || BLINDING.has(eventName)) {
      const of = name === '' ? 'a trail that the case does not name' : shown(name);
      notCovered.push(`${eventName} (${cited(eventId)}, ${shown(awsRegion)}) changed logging of ${of}: read the record and set it right by hand.`);
    }
  }
  return { trails: [...trails.values()], notCovered };
}
