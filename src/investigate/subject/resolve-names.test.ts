import { expect, test } from 'vitest';
import { ACCOUNT, call, createKey, key, role, session, user } from '../../../test/support/events.ts';
import { memoryStore } from '../../../test/support/memory-store.ts';
import type { CloudTrailEvent } from '../../core/event.ts';
import { parseSubject } from './parse-subject.ts';
import { resolveNames } from './resolve-names.ts';

const resolved = (events: readonly CloudTrailEvent[], ...names: string[]) => resolveNames(memoryStore(events), names.map(parseSubject));
const inSession = call(
  {
    type: 'AssumedRole',
    accessKeyId: session(1),
    accountId: ACCOUNT,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/me`,
    sessionContext: { sessionIssuer: { type: 'Role', arn: role('ci/deploy') } },
  },
  'ListBuckets',
);

test('a name becomes the ARN of who called under it, with its path', async () => {
  expect(await resolved([call(key(0), 'ListUsers'), inSession], 'seed', 'role/deploy', key(0))).toEqual([
    { kind: 'user', id: user('seed') },
    { kind: 'role', id: role('ci/deploy') },
    { kind: 'access-key', id: key(0) },
  ]);
});

test('a user that never called is known by what was made for it', async () => {
  expect(await resolved([createKey(key(0), key(1), 'backup')], 'backup')).toEqual([{ kind: 'user', id: user('backup') }]);
});

test('a name of nobody, or of a user where a role is meant, is not in these logs', async () => {
  const unknown = { code: 'KT_SUBJECT_UNKNOWN' };
  await expect(resolved([call(key(0), 'ListUsers')], 'see')).rejects.toMatchObject({
    ...unknown,
    message: 'No user or role named "see" called in these logs, and no credential was made for one.',
  });
  await expect(resolved([call(key(0), 'ListUsers')], 'role/seed')).rejects.toMatchObject({
    ...unknown,
    message: 'No role named "seed" called in these logs, and no credential was made for one.',
  });
});

test('of several with one name none is chosen', async () => {
  const elsewhere = { type: 'IAMUser', userName: 'seed', arn: 'arn:aws:iam::444455556666:user/seed', accountId: '444455556666', accessKeyId: key(2) };
  await expect(resolved([call(key(0), 'ListUsers'), call(elsewhere, 'ListUsers')], 'seed')).rejects.toMatchObject({
    code: 'KT_SUBJECT_UNSUPPORTED',
    message: `"seed" is the name of several: ${user('seed')}, arn:aws:iam::444455556666:user/seed.`,
  });
});

test('an instance is its sessions, of whatever role', async () => {
  const onInstance = (name: string) => {
    const arn = `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/i-0abc`;
    return call({ type: 'AssumedRole', accessKeyId: session(1), accountId: ACCOUNT, arn, principalId: `AROA${name}:i-0abc` }, 'ListBuckets');
  };
  expect(await resolved([onInstance('web'), onInstance('admin'), inSession], 'i-0abc')).toEqual([
    { kind: 'session', id: `arn:aws:sts::${ACCOUNT}:assumed-role/web/i-0abc` },
    { kind: 'session', id: `arn:aws:sts::${ACCOUNT}:assumed-role/admin/i-0abc` },
  ]);
});
