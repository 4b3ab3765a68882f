import type { CloudTrailEvent } from '../core/event.ts';

/** The order in which CloudTrail writes the members of a record. Source: real trail files of 2023; optional members keep their place when missing. */
export const memberOrder = [
  'eventVersion',
  'userIdentity',
  'eventTime',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'errorMessage',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'requestID',
  'eventID',
  'readOnly',
  'resources',
  'eventType',
  'apiVersion',
  'managementEvent',
  'recipientAccountId',
  'sharedEventID',
  'vpcEndpointId',
  'serviceEventDetails',
  'eventCategory',
  'tlsDetails',
  'sessionCredentialFromConsole',
] as const satisfies readonly (keyof CloudTrailEvent)[];

/** What a record says, in any order; a member may be given as undefined, which leaves it out. The version is the writer's business. */
export type RecordFields = { readonly [K in keyof Omit<CloudTrailEvent, 'eventVersion'>]: CloudTrailEvent[K] | undefined };

/** The version is a matter of the service, not of the date: services take up a new one at their own pace. */
const versions: Readonly<Record<string, string>> = {
  'ec2.amazonaws.com': '1.10',
  's3.amazonaws.com': '1.10',
  'signin.amazonaws.com': '1.08',
  'logs.amazonaws.com': '1.09',
};
const NEWEST_VERSION = '1.11';

/** A record as a trail writes it: members in CloudTrail's order, `eventVersion` as its service writes it, missing members left out. */
export function trailRecord(fields: RecordFields): CloudTrailEvent {
  const record: Record<string, unknown> = { eventVersion: versions[fields.eventSource ?? ''] ?? NEWEST_VERSION };
  for (const member of memberOrder) {
    if (member === 'eventVersion') continue;
    const value = fields[member];
    if (value !== undefined) record[member] = value;
  }
  return record as unknown as CloudTrailEvent;
}
