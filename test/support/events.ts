import type { CloudTrailEvent, UserIdentity } from '../../src/core/event.ts';
import type { JsonObject } from '../../src/core/json.ts';

/** Short ways to write down events for tests. Ids are simulated; times follow each other unless given. */
export const ACCOUNT = '111122223333';
export const user = (name: string): string => `arn:aws:iam::${ACCOUNT}:user/${name}`;
export const role = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;
export const key = (n: number): string => `AKIAIAAAAAAA${'ABCDEFGHIJ'[n]}EXAMPLE`;
export const session = (n: number): string => `ASIAIAAAAAAA${'ABCDEFGHIJ'[n]}EXAMPLE`;

let count = 0;
export function call(
  who: string | UserIdentity,
  eventName: string,
  more: { request?: JsonObject; answer?: JsonObject; at?: string; source?: string; error?: string; ip?: string } = {},
): CloudTrailEvent {
  count += 1;
  const identity: UserIdentity =
    typeof who === 'string'
      ? { type: 'IAMUser', accessKeyId: who, arn: user('seed'), accountId: ACCOUNT, userName: 'seed', principalId: 'AIDASEED' }
      : who;
  return {
    eventVersion: '1.11',
    userIdentity: identity,
    eventTime: more.at ?? `2026-01-07T02:${String(count % 60).padStart(2, '0')}:00Z`,
    eventSource: more.source ?? 'iam.amazonaws.com',
    eventName,
    awsRegion: 'us-east-1',
    sourceIPAddress: more.ip ?? '203.0.113.77',
    userAgent: 'aws-cli/2.15.30',
    ...(more.error === undefined ? {} : { errorCode: more.error }),
    requestParameters: more.request ?? null,
    responseElements: more.answer ?? null,
    eventID: `event-${count}`,
    eventType: 'AwsApiCall',
    recipientAccountId: ACCOUNT,
  };
}

export const createUser = (by: string, name: string, path = '/'): CloudTrailEvent =>
  call(by, 'CreateUser', {
    request: { userName: name },
    answer: { user: { userName: name, userId: `AIDA-${name}`, arn: user(path.slice(1) + name) } },
  });
export const createKey = (by: string, id: string, name: string, at?: string): CloudTrailEvent =>
  call(by, 'CreateAccessKey', { request: { userName: name }, answer: { accessKey: { accessKeyId: id, userName: name } }, ...(at ? { at } : {}) });
export const assume = (by: string | UserIdentity, id: string | null, name: string, sessionName = 'work'): CloudTrailEvent =>
  call(by, 'AssumeRole', {
    source: 'sts.amazonaws.com',
    request: { roleArn: role(name), roleSessionName: sessionName },
    answer: id === null ? { omitted: true } : { credentials: { accessKeyId: id, expiration: 'Jan 7, 2026, 3:30:00 AM' } },
  });
