import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../src/core/json.ts';
import { collect } from '../../src/lake/collect.ts';

const ACCOUNT = '111122223333';
const PARTNER = '444455556666';
const OFFICE = '192.0.2.10';
const THIEF = '203.0.113.77';

export const LEO = 'AKIAIAAAAAAALEXAMPLE';
export const SLEEPER = 'AKIAIAAAAAAASEXAMPLE';
export const OLD = 'AKIAIAAAAAAAOEXAMPLE';
export const NEW = 'AKIAIAAAAAAANEXAMPLE';
export const OPS = 'ASIAIAAAAAAAPEXAMPLE';
export const DATA = 'ASIAIAAAAAAADEXAMPLE';
export const FEDERATED = 'ASIAIAAAAAAAFEXAMPLE';

interface Who {
  readonly userIdentity: JsonObject;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
}

const user = (userName: string, accessKeyId: string | null, sourceIPAddress: string, userAgent: string): Who => ({
  userIdentity: {
    type: 'IAMUser',
    userName,
    arn: `arn:aws:iam::${ACCOUNT}:user/${userName}`,
    accountId: ACCOUNT,
    ...(accessKeyId === null ? {} : { accessKeyId }),
  },
  sourceIPAddress,
  userAgent,
});
const session = (role: string, accessKeyId: string): Who => ({
  userIdentity: {
    type: 'AssumedRole',
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/work`,
    accountId: ACCOUNT,
    accessKeyId,
    sessionContext: { sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/${role}`, userName: role } },
  },
  sourceIPAddress: THIEF,
  userAgent: 'aws-cli/2.15.30',
});

const leo = user('leo', LEO, OFFICE, 'Boto3/1.34');
const thief = user('leo', LEO, THIEF, 'aws-cli/2.15.30');
const ana = (sourceIPAddress: string): Who => user('ana', null, sourceIPAddress, 'Firefox');
const root: Who = {
  userIdentity: { type: 'Root', arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT },
  sourceIPAddress: OFFICE,
  userAgent: 'Firefox',
};
const partner: Who = {
  userIdentity: { type: 'AWSAccount', accountId: PARTNER, principalId: 'AIDAPARTNEREXAMPLE' },
  sourceIPAddress: '198.51.100.200',
  userAgent: 'Boto3/1.34',
};
const ops = session('ops', OPS);
const data = session('data', DATA);

const opened = (accessKeyId: string) => ({ credentials: { accessKeyId, expiration: 'Jan 7, 2026, 3:10:00 AM' } });
const role = (name: string) => ({ roleArn: `arn:aws:iam::${ACCOUNT}:role/${name}`, roleSessionName: 'work' });
const login = (outcome: string, mfa: string) => ({
  responseElements: { ConsoleLogin: outcome },
  additionalEventData: { MFAUsed: mfa },
  readOnly: false,
});
const write = (requestParameters: JsonObject, more: JsonObject = {}) => ({ requestParameters, readOnly: false, ...more });

const record = (eventID: string, time: string, who: Who, service: string, eventName: string, more: JsonObject = {}): JsonObject => ({
  eventVersion: '1.11',
  eventTime: `${time}:00Z`,
  eventSource: `${service}.amazonaws.com`,
  eventName,
  awsRegion: 'us-east-1',
  recipientAccountId: ACCOUNT,
  eventType: 'AwsApiCall',
  readOnly: true,
  ...who,
  eventID,
  ...more,
});

/** A small incident, written by hand: leo's key is used by a thief in the night of 7 January, through the role ops and on to the role data. */
const records = [
  record('old-use', '2025-09-01T08:00', user('svc-old', OLD, OFFICE, 'Boto3/1.20'), 's3', 'ListBuckets'),
  record('ana-office', '2026-01-05T08:00', ana(OFFICE), 'signin', 'ConsoleLogin', login('Success', 'Yes')),
  record('leo-1', '2026-01-05T09:00', leo, 's3', 'ListBuckets'),
  record('ana-guess', '2026-01-06T07:00', ana('198.51.100.9'), 'signin', 'ConsoleLogin', login('Failure', 'No')),
  record('ana-away', '2026-01-06T07:01', ana('198.51.100.9'), 'signin', 'ConsoleLogin', login('Success', 'No')),
  record('leo-2', '2026-01-06T09:00', leo, 's3', 'ListBuckets'),
  record('who', '2026-01-07T02:00', thief, 'sts', 'GetCallerIdentity'),
  record('users', '2026-01-07T02:01', thief, 'iam', 'ListUsers'),
  record('roles', '2026-01-07T02:02', thief, 'iam', 'ListRoles'),
  record('no-secrets', '2026-01-07T02:03', thief, 'secretsmanager', 'ListSecrets', { errorCode: 'AccessDeniedException', errorMessage: 'no' }),
  record('no-machines', '2026-01-07T02:04', thief, 'ec2', 'DescribeInstances', {
    awsRegion: 'eu-west-1',
    errorCode: 'Client.UnauthorizedOperation',
  }),
  record('no-stop', '2026-01-07T02:05', thief, 'cloudtrail', 'StopLogging', write({ name: 'trail' }, { errorCode: 'AccessDenied' })),
  record('to-ops', '2026-01-07T02:10', thief, 'sts', 'AssumeRole', { requestParameters: role('ops'), responseElements: opened(OPS) }),
  record('new-user', '2026-01-07T02:11', ops, 'iam', 'CreateUser', write({ userName: 'backup-agent' })),
  record(
    'new-key',
    '2026-01-07T02:12',
    ops,
    'iam',
    'CreateAccessKey',
    write({ userName: 'backup-agent' }, { responseElements: { accessKey: { accessKeyId: SLEEPER, userName: 'backup-agent' } } }),
  ),
  record(
    'admin',
    '2026-01-07T02:13',
    ops,
    'iam',
    'AttachUserPolicy',
    write({ userName: 'backup-agent', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
  ),
  record('password', '2026-01-07T02:14', ops, 'iam', 'CreateLoginProfile', write({ userName: 'backup-agent' })),
  record('to-data', '2026-01-07T02:15', ops, 'sts', 'AssumeRole', { requestParameters: role('data'), responseElements: opened(DATA) }),
  record('secret', '2026-01-07T02:16', data, 'secretsmanager', 'GetSecretValue', { requestParameters: { secretId: 'orders/database' } }),
  record('object-a', '2026-01-07T02:17', data, 's3', 'GetObject', {
    awsRegion: 'eu-west-1',
    requestParameters: { bucketName: 'reports', key: 'a.csv' },
  }),
  record('object-b', '2026-01-07T02:18', data, 's3', 'GetObject', {
    awsRegion: 'eu-west-1',
    requestParameters: { bucketName: 'reports', key: 'b.csv' },
  }),
  record(
    'share',
    '2026-01-07T02:19',
    data,
    'ec2',
    'ModifySnapshotAttribute',
    write({ snapshotId: 'snap-0EXAMPLE', createVolumePermission: { add: { items: [{ userId: '999988887777' }] } } }, { awsRegion: 'ap-south-1' }),
  ),
  record('token', '2026-01-07T02:20', thief, 'sts', 'GetFederationToken', {
    requestParameters: { name: 'reporting' },
    responseElements: opened(FEDERATED),
  }),
  record('trust', '2026-01-07T02:21', ops, 'iam', 'UpdateAssumeRolePolicy', write({ roleName: 'ops', policyDocument: '{"Statement":[]}' })),
  record('no-alarm', '2026-01-07T02:22', ops, 'guardduty', 'DeleteDetector', write({ detectorId: 'd' }, { awsRegion: 'eu-west-1' })),
  record(
    'no-mfa',
    '2026-01-07T02:23',
    ops,
    'iam',
    'DeactivateMFADevice',
    write({ userName: 'ana', serialNumber: 'arn:aws:iam::111122223333:mfa/ana' }),
  ),
  record('key-on', '2026-01-07T02:24', ops, 'iam', 'UpdateAccessKey', write({ userName: 'svc-old', accessKeyId: OLD, status: 'Active' })),
  record('code', '2026-01-07T02:25', ops, 'lambda', 'UpdateFunctionCode20150331v2', write({ functionName: 'order-intake' })),
  record(
    'machines',
    '2026-01-07T02:26',
    ops,
    'ec2',
    'RunInstances',
    write(
      { instanceType: 'p4d.24xlarge', instancesSet: { items: [{ minCount: 8, maxCount: 8 }] } },
      { awsRegion: 'ap-south-1', errorCode: 'Client.InstanceLimitExceeded' },
    ),
  ),
  record('model', '2026-01-07T02:27', ops, 'bedrock', 'InvokeModel', { awsRegion: 'us-west-2', requestParameters: { modelId: 'some.model-v1' } }),
  record('user-gone', '2026-01-07T02:28', ops, 'iam', 'DeleteUser', write({ userName: 'mia' })),
  record('log-gone', '2026-01-07T02:29', ops, 'logs', 'DeleteLogGroup', write({ logGroupName: '/aws/lambda/order-intake' })),
  record('partner', '2026-01-08T10:00', partner, 'sts', 'AssumeRole', {
    requestParameters: role('partner'),
    responseElements: opened('ASIAIAAAAAAAQEXAMPLE'),
  }),
  record('root-login', '2026-01-09T11:00', root, 'signin', 'ConsoleLogin', login('Success', 'No')),
  record(
    'leo-new-key',
    '2026-01-10T09:00',
    leo,
    'iam',
    'CreateAccessKey',
    write({ userName: 'svc-new' }, { responseElements: { accessKey: { accessKeyId: NEW, userName: 'svc-new' } } }),
  ),
  record('new-office', '2026-01-10T09:05', user('svc-new', NEW, OFFICE, 'Boto3/1.34'), 'sts', 'GetCallerIdentity'),
  record('new-thief', '2026-01-11T03:00', user('svc-new', NEW, THIEF, 'aws-cli/2.15.30'), 'sts', 'GetCallerIdentity'),
];

/** A lake of the small incident. */
export async function queryLake(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'keytrail-'));
  await writeFile(join(folder, 'log.json'), JSON.stringify({ Records: records }));
  await collect(join(folder, 'lake'), [join(folder, 'log.json')]);
  return join(folder, 'lake');
}
