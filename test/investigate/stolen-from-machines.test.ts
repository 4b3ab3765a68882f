import { describe, expect, test } from 'vitest';
import type { Case } from '../../src/core/case.ts';
import type { CloudTrailEvent, UserIdentity } from '../../src/core/event.ts';
import { caseOf, inRole } from '../support/case-of.ts';
import { call, key, role, session } from '../support/events.ts';

const ATTACKER = '203.0.113.9';
const LAMBDA = '192.0.2.31';
const MADE = '2026-01-06T00:00:00Z';
const TASK = '0123456789abcdef0123456789abcdef';
const BOTO = 'Boto3/1.34.42 md/Botocore#1.34.42 ua/2.0 os/linux#5.10';

const by = (agent: string, who: UserIdentity, name: string, at: string, ip: string): CloudTrailEvent => ({
  ...call(who, name, { at, ip, source: 's3.amazonaws.com' }),
  userAgent: agent,
});
const onFunction = (id = session(1), name = 'report'): UserIdentity => inRole('app', name, id, MADE);
const runs = (at: string, more: Partial<CloudTrailEvent> = {}): CloudTrailEvent => ({
  ...by(`${BOTO} exec-env/AWS_Lambda_python3.12`, onFunction(), 'GetObject', at, LAMBDA),
  ...more,
});
const opened = call({ type: 'AWSService', invokedBy: 'lambda.amazonaws.com' }, 'AssumeRole', {
  source: 'sts.amazonaws.com',
  at: MADE,
  request: { roleArn: role('app'), roleSessionName: 'report' },
  answer: { credentials: { accessKeyId: session(1), expiration: 'Jan 6, 2026, 12:00:00 PM' } },
});
/** Lambda's own worker, which opens the log of the function with its credentials, at an address of AWS's. */
const logs = by('awslambda-worker/1.0 rusoto/0.48.0 rust/1.70 linux', onFunction(), 'CreateLogStream', '2026-01-06T01:00:05Z', '192.0.2.99');
const steals = (name: string, at: string, who = onFunction()): CloudTrailEvent => by('aws-cli/2.15.30', who, name, at, ATTACKER);

const actors = ({ timeline }: Case): string[] => timeline.map(({ eventName, sourceIPAddress, actor }) => `${eventName} ${sourceIPAddress} ${actor}`);
const own = [runs('2026-01-06T01:00:00Z'), logs, runs('2026-01-06T03:00:00Z')];
const ownActors = [`GetObject ${LAMBDA} unknown`, 'CreateLogStream 192.0.2.99 unknown', `GetObject ${LAMBDA} unknown`];

describe('credentials of a function', () => {
  test('that another program uses elsewhere were taken from it, and the function itself is not accused', async () => {
    const stolen = steals('ListBuckets', '2026-01-06T04:00:00Z');
    const found = await caseOf([...own, stolen], session(1));
    expect(actors(found)).toEqual([...ownActors, `ListBuckets ${ATTACKER} attacker`]);
    expect(found.compromise).toMatchObject({
      since: '2026-01-06T04:00:00Z',
      reasons: [
        `the credentials of function report, which calls from ${LAMBDA}, were used from ${ATTACKER} by another program (first: event ${stolen.eventID})`,
      ],
    });
    expect(found.indicators.sourceIPs).toEqual([ATTACKER]);
  });

  test('are told from the function by the runtime, where the thief uses the same SDK', async () => {
    const thief = by(BOTO, onFunction(), 'ListBuckets', '2026-01-06T04:00:00Z', ATTACKER);
    expect(actors(await caseOf([...own, thief], session(1)))).toEqual([...ownActors, `ListBuckets ${ATTACKER} attacker`]);
  });

  test('are the function’s own at whatever address its runtime shows, and behind a VPC endpoint', async () => {
    const moved = runs('2026-01-06T05:00:00Z', { sourceIPAddress: '192.0.2.77' });
    const inside = { ...steals('GetObject', '2026-01-06T06:00:00Z'), sourceIPAddress: '10.0.0.7', vpcEndpointId: 'vpce-1' };
    expect((await caseOf([...own, moved, inside], session(1))).compromise).toBeNull();
  });

  test('are possibly stolen where only the name of the session is the function’s', async () => {
    const stolen = steals('ListBuckets', '2026-01-06T04:00:00Z', onFunction(session(2)));
    const found = await caseOf([...own, stolen], role('app'));
    expect(actors(found)).toEqual([...ownActors, `ListBuckets ${ATTACKER} unknown`]);
    expect(found.compromise).toMatchObject({
      certainty: 'possible',
      reasons: [
        `a session with the name of function report, which calls from ${LAMBDA}, was used from ${ATTACKER} by another program (first: event ${stolen.eventID})`,
      ],
    });
  });

  test('that never show a runtime are possibly stolen when they ask first whose they are, and are not worth a word otherwise', async () => {
    const stolen = steals('GetCallerIdentity', '2026-01-06T04:00:00Z');
    const asks = await caseOf([opened, stolen], session(1));
    expect(asks.compromise).toMatchObject({ certainty: 'possible' });
    expect(asks.compromise?.reasons).toContain(
      `the credentials were given to function report, and were used from ${ATTACKER} by a program that shows nothing of its runtime (first: event ${stolen.eventID})`,
    );
    // Whoever opened the session was a service: that its first use came from elsewhere is no sign.
    const reads = await caseOf([opened, steals('GetObject', '2026-01-06T04:00:00Z')], session(1));
    expect([actors(reads), reads.compromise]).toEqual([['AssumeRole 203.0.113.77 aws', `GetObject ${ATTACKER} unknown`], null]);
  });

  test('whose code the attacker changed are the attacker’s away from it, and anybody’s on it', async () => {
    const seizes = [
      call(key(0), 'GetCallerIdentity', { at: '2026-01-05T22:59:00Z', ip: ATTACKER, source: 'sts.amazonaws.com' }),
      call(key(0), 'CreateUser', { at: '2026-01-05T23:00:00Z', ip: ATTACKER }),
      call(key(0), 'UpdateFunctionCode20150331v2', {
        source: 'lambda.amazonaws.com',
        at: '2026-01-05T23:30:00Z',
        request: { functionName: 'report' },
        ip: ATTACKER,
      }),
    ];
    const elsewhere = { ...steals('ListBuckets', '2026-01-06T04:00:00Z'), sourceIPAddress: '198.51.100.99' };
    const found = await caseOf([...seizes, opened, ...own, elsewhere], key(0));
    expect(actors(found).slice(-4)).toEqual([...ownActors, 'ListBuckets 198.51.100.99 attacker']);
    expect(found.timeline.at(-1)?.why).toMatch(
      /the credentials of function report, which calls from 192\.0\.2\.31, were used from 198\.51\.100\.99 by another program$/,
    );
  });
});

test('credentials of a task that another program uses elsewhere were taken from it', async () => {
  const task = inRole('web', TASK, session(1), MADE);
  const serves = by(`${BOTO} exec-env/AWS_ECS_FARGATE`, task, 'GetObject', '2026-01-06T01:00:00Z', LAMBDA);
  const stolen = steals('ListBuckets', '2026-01-06T02:00:00Z', task);
  const found = await caseOf([serves, stolen], session(1));
  expect(actors(found)).toEqual([`GetObject ${LAMBDA} unknown`, `ListBuckets ${ATTACKER} attacker`]);
  expect(found.compromise?.reasons).toEqual([
    `the credentials of task ${TASK}, which calls from ${LAMBDA}, were used from ${ATTACKER} by another program (first: event ${stolen.eventID})`,
  ]);
});

test('of several subjects the verdict is the gravest, though something possible began earlier', async () => {
  const task = inRole('web', TASK, session(1), MADE);
  const serves = by(`${BOTO} exec-env/AWS_ECS_FARGATE`, task, 'GetObject', '2026-01-06T01:00:00Z', LAMBDA);
  const stolen = steals('ListBuckets', '2026-01-06T02:00:00Z', task);
  const looks = ['GetCallerIdentity', 'ListUsers', 'ListRoles', 'ListPolicies'].map((name, n) =>
    call(key(0), name, { at: `2026-01-05T00:0${n}:00Z` }),
  );
  const possible = await caseOf([...looks, serves, stolen], key(0));
  expect(possible.compromise).toMatchObject({ certainty: 'possible', since: '2026-01-05T00:00:00Z' });
  const both = await caseOf([...looks, serves, stolen], key(0), session(1));
  expect(both.compromise).toMatchObject({ certainty: 'likely', since: '2026-01-06T02:00:00Z', eventId: stolen.eventID });
});
