import { expect, test } from 'vitest';
import { leakedKeyCase } from '../../../test/report/leaked-key-case.ts';
import type { Case } from '../../core/case.ts';
import { managerSummary } from './manager-summary.ts';

// The numbers are counted by hand in the story of the fixture: 19 calls from 203.0.113.77, three of them AccessDenied.
test('a leaked key in two sentences', () => {
  expect(managerSummary(leakedKeyCase)).toEqual([
    'Someone other than the owner has used the access key of tdir-workshop-sysdev in account 111122223333 since 7 January 2026, 02:25 UTC and has made 19 calls, 7 of them with credentials obtained on the way; 3 failed.',
    'They obtained 3 more credentials, created 2 users, gave rights to 1 user and deleted 1 resource; 3 credentials can still be used, 1 of them not used in these logs; the first step is: Deny everything to sysdev, mmajor-dev and nwolf-dev.',
  ]);
});

test('secrets, buckets and what was opened are named, each once', () => {
  const touched = (action: Case['resources'][number]['action'], type: string, name: string) => ({
    ...(leakedKeyCase.resources[0] ?? { arn: null, eventId: '', credential: '' }),
    arn: null,
    action,
    type,
    name,
  });
  const resources = [
    ...['db', 'db', 'mail'].map((name) => touched('read', 'secretsmanager:SecretValue', name)),
    touched('read', 's3:Object', 'reports'),
    touched('shared', 'ec2:SnapshotAttribute', 'snap-1'),
  ];
  expect(managerSummary({ ...leakedKeyCase, resources })[1]).toContain('read 2 secrets, read from 1 bucket and opened 1 resource to others;');
});

test('rights of an administrator are told apart from other rights', () => {
  const [edge] = leakedKeyCase.edges.filter(({ relation }) => relation === 'escalated');
  const other = leakedKeyCase.timeline.find(({ actor, eventId }) => actor === 'attacker' && eventId !== edge?.eventId);
  if (edge === undefined || other === undefined) throw new Error('the fixture has an escalation and another call');
  const again = { ...edge, to: 'arn:aws:iam::111122223333:user/tdir-workshop-nwolf-dev', eventId: other.eventId };
  const policy = {
    arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    name: 'AdministratorAccess',
    type: 'iam:Policy',
    action: 'changed' as const,
    eventId: other.eventId,
    credential: edge.from,
  };
  expect(managerSummary({ ...leakedKeyCase, edges: [edge, again], resources: [policy] })[1]).toContain(
    'gave administrator rights to 1 user and other rights to 1 user;',
  );
});

test('who deletes what he made himself destroys nothing of others', () => {
  const [made, gone] = leakedKeyCase.timeline.filter(({ actor }) => actor === 'attacker');
  if (made === undefined || gone === undefined) throw new Error('the fixture has two calls of the attacker');
  const bucket = { arn: null, type: 's3:Bucket', credential: made.credential ?? '' };
  const resources = [
    { ...bucket, name: 'loot', action: 'created' as const, eventId: made.eventId },
    { ...bucket, name: 'loot', action: 'deleted' as const, eventId: gone.eventId },
    { ...bucket, name: 'backups', action: 'deleted' as const, eventId: gone.eventId },
  ];
  expect(managerSummary({ ...leakedKeyCase, edges: [], resources })[1]).toContain('deleted 2 resources (1 of their own making);');
  expect(managerSummary({ ...leakedKeyCase, edges: [], resources: resources.slice(0, 2) })[1]).toContain('deleted 1 resource of their own making;');
});

test('what is likely is not said as if it were certain', () => {
  const likely: Case = { ...leakedKeyCase, compromise: { since: '2026-01-07T02:25:18Z', eventId: 'x', certainty: 'likely', reasons: [] } };
  expect(managerSummary(likely)[0]).toMatch(/^It is likely that someone other than the owner has used /);
});

test('calls of which nobody can tell whose they were are counted apart', () => {
  const compromise = { since: '2026-01-07T02:25:18Z', eventId: 'x', certainty: 'possible' as const, reasons: [] };
  const [first, ...rest] = leakedKeyCase.timeline.filter(({ actor }) => actor === 'attacker');
  if (first === undefined) throw new Error('the fixture has a call of the attacker');
  const unknown = rest.slice(0, 2).map((entry) => ({ ...entry, actor: 'unknown' as const }));
  expect(managerSummary({ ...leakedKeyCase, compromise, timeline: unknown })[0]).toMatch(
    /since 7 January 2026, 02:25 UTC; of 2 calls these logs cannot tell whose they were\.$/,
  );
  expect(managerSummary({ ...leakedKeyCase, compromise, timeline: [first, ...unknown.slice(1)] })[0]).toMatch(
    /and has made 1 call; none failed, and of 1 more these logs cannot tell whose it was\.$/,
  );
});

test('nothing found is no proof', () => {
  const clear: Case = { ...leakedKeyCase, compromise: null };
  const [what, next] = managerSummary(clear);
  expect(what).toBe(
    'In 20\u00a0412 events between 18 December 2025, 00:00 UTC and 7 January 2026, 23:59 UTC nothing shows that anyone but the owner used the access key of tdir-workshop-sysdev in account 111122223333.',
  );
  expect(next).toMatch(/^This is no proof, for 3 things could not be seen/);
});

test('calls of which nobody can tell whose they were are not said to be the owner’s', () => {
  const timeline = leakedKeyCase.timeline.map((entry) => ({ ...entry, actor: 'unknown' as const }));
  expect(managerSummary({ ...leakedKeyCase, compromise: null, timeline })[0]).toMatch(
    /nothing tells whether the owner or someone else used the access key of tdir-workshop-sysdev/,
  );
});

test('a session of a role that no call names', () => {
  const credentials = leakedKeyCase.credentials.map((credential, n) => (n === 0 ? { ...credential, kind: 'role-session' as const } : credential));
  const identity = { ...leakedKeyCase.identity, arn: null, userName: null };
  expect(managerSummary({ ...leakedKeyCase, credentials, identity })[0]).toMatch(
    /^Someone other than the owner has used a session of a role that these logs do not name in account/,
  );
});

test('a key that was never used', () => {
  const idle = leakedKeyCase.credentials.map((credential) => ({ ...credential, firstUsed: null }));
  const unused: Case = { ...leakedKeyCase, compromise: null, calls: 0, firstUse: null, credentials: idle };
  expect(managerSummary(unused)[0]).toMatch(/there is no use of the access key of tdir-workshop-sysdev/);
  // A password makes no call: who signed in by it has used it.
  const signedIn = idle.map((credential, n) => (n === 0 ? { ...credential, firstUsed: '2026-01-07T02:25:18Z' } : credential));
  expect(managerSummary({ ...unused, credentials: signedIn })[0]).not.toMatch(/there is no use/);
});
