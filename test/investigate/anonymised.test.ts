import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';

/*
 * Logs that were made public: ids are replaced at random, so that a key's id names another account than its calls, addresses have leading zeros, regions do not exist, and
 * operations carry the version of their API.
 */
const ACCOUNT = '111122223333';
const session = {
  type: 'AssumedRole',
  principalId: 'AROAIAAAAAAAAEXAMPLE:somebody@example.com',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSOsomebody@example.com`,
  accountId: ACCOUNT,
  accessKeyId: 'ASIAYALJGCQEXAMPLE89',
  sessionContext: { sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/sample-role`, userName: 'sample-role', accountId: ACCOUNT } },
};
const user = { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/a`, accountId: ACCOUNT, accessKeyId: 'AKIAYALJGCQEXAMPLE01', userName: 'a' };

const records = [user, session].map((userIdentity, at) => ({
  eventVersion: '1.08',
  eventID: `00000000-0000-4000-8000-00000000000${at}`,
  eventTime: `2024-08-01T13:47:1${at}Z`,
  eventSource: 'lambda.amazonaws.com',
  eventName: 'AddPermission20150331v2',
  awsRegion: 'ca-centralnorth-1r',
  sourceIPAddress: '255.090.254.5',
  userAgent: 'aws-cli/2.13.5',
  requestParameters: { functionName: 'f', action: 'lambda:InvokeFunction', principal: '*', statementId: 's' },
  recipientAccountId: ACCOUNT,
  userIdentity,
}));

const folder = mkdtempSync(join(tmpdir(), 'keytrail-anonymised-'));
writeFileSync(join(folder, 'log.json'), JSON.stringify(records));
const { keytrail, json } = commandLine({ KEYTRAIL_LAKE: join(folder, 'lake') });

test('the account of a key is that of its calls, and its id is told to name another', async () => {
  await keytrail('collect', join(folder, 'log.json'));
  for (const { accessKeyId } of [user, session]) {
    const { subject, identity, firstUse, unknowns } = await json('investigate', accessKeyId);
    expect([subject.accountId, identity.accountId, firstUse.sourceIPAddress]).toEqual([ACCOUNT, ACCOUNT, '255.090.254.5']);
    expect(unknowns).toContain(`The ids of ${accessKeyId} decode to an account that is not in these logs: a foreign key, or anonymised data.`);
  }
});

test('a key of a session is called one', async () => {
  const { out } = await keytrail('investigate', session.accessKeyId, '--format', 'table');
  expect(out).toContain('a session of the role sample-role in account 111122223333');
});
