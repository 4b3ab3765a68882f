import { type Call, read, write } from '../../cloud/call.ts';
import { forwarded } from '../../cloud/cloud.ts';
import { aboutUser, awsPolicy, iamRead } from '../../cloud/iam.ts';
import { byUserKey } from '../../cloud/identity.ts';
import { decrypt, getSecretValue } from '../../cloud/secrets.ts';
import { getCallerIdentity } from '../../cloud/sts.ts';
import { browsers } from '../../cloud/user-agents.ts';
import { HOME_REGION, MAIN_ACCOUNT, VENDOR_ACCOUNT } from '../../company/company.ts';
import type { Setting } from '../../scenario.ts';
import { entersConsole } from '../../story/console-entry.ts';
import { Hand } from '../../story/hand.ts';
import type { Ledger } from '../../story/ledger.ts';
import { HOUR } from '../../window.ts';
import type { Cast } from './cast.ts';

const SECOND = 1000;
const TRAIL_ARN = `arn:aws:cloudtrail:${HOME_REGION}:${MAIN_ACCOUNT}:trail/organization-trail`;
const EVERYTHING = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });

/** What the answer key asks about. */
export interface Deeds {
  /** Key of the user that the attacker made: nobody has used it. */
  readonly sleeper: string;
  readonly secretsRead: readonly string[];
}

/** When the second round begins, after the first call: by day, while the owner works. */
export const SECOND_ROUND = 13 * HOUR;

/** The attack, in two rounds. What happens in which order, and some of what happens at all, differs from seed to seed. */
export function attack(ledger: Ledger, setting: Setting, cast: Cast): Deeds {
  const { random, ids, company, start } = setting;
  let at = start;
  const soon = (from: number, to: number): number => {
    at += random.between(from, to) * SECOND;
    return at;
  };
  const [deskA, deskB, deskC] = cast.desks;
  const key = new Hand(ledger, cast.ownerKey, byUserKey(cast.owner, cast.ownerKey), deskA);
  const readSecret = (hand: Hand, secret: string): void => {
    const call = getSecretValue(secret);
    hand.does('credentialAccess', soon(8, 40), call);
    const service = forwarded(hand.caller(call), ids.key('ASIA'), 'secretsmanager.amazonaws.com', at);
    ledger.call(service, decrypt(company.keyArn, secret), { at, region: HOME_REGION });
  };

  // First round: a look around with the key itself, and what it may not do.
  key.does('discovery', at, getCallerIdentity);
  for (const call of random.shuffled(looks(cast)).slice(0, random.between(6, 9))) key.does('discovery', soon(4, 35), call);
  for (const [call, resource] of random.shuffled(refusals(cast)).slice(0, random.between(2, 4))) {
    key.isRefused('discovery', soon(5, 50), call, resource);
  }
  const stop = write('cloudtrail', 'StopLogging', { name: TRAIL_ARN });
  key.isRefused('defenseEvasion', soon(20, 90), stop, TRAIL_ARN);
  key.isRefused('lateralMovement', soon(15, 60), read('sts', 'AssumeRole'), cast.adminRole.arn);

  // A role that the owner may take turns out to administer users.
  const sessionName = random.pick([`botocore-session-${start / SECOND}`, 'test', 'deploy', `aws-go-sdk-${start}000000`]);
  const ops = key.assumes(cast.opsRole, sessionName, { accessKeyId: ids.key('ASIA'), at: soon(30, 120), seconds: 3600 });
  ops.does('discovery', soon(3, 15), getCallerIdentity);
  ops.does('discovery', soon(5, 30), iamRead('ListUsers'));
  ops.createsUser(soon(30, 90), cast.backdoor);
  if (random.chance(0.5)) ops.attachesPolicy(soon(5, 30), cast.backdoor, awsPolicy('AdministratorAccess'));
  else ops.putsPolicy(soon(5, 30), cast.backdoor, random.text('abcdefghijklmnopqrstuvwxyz0123456789', 10), EVERYTHING);
  const sleeper = ids.key('AKIA');
  ops.mintsKey(soon(10, 40), cast.backdoor, sleeper);

  if (random.chance(0.5)) {
    const session = key.getsSessionToken(cast.owner, { accessKeyId: ids.key('ASIA'), at: soon(30, 120), seconds: 129_600 }, deskB);
    session.does('discovery', soon(20, 60), getCallerIdentity);
    session.does('discovery', soon(10, 40), read('s3', 'ListBuckets'));
  }
  if (random.chance(0.5)) {
    const name = random.pick(['reporting', 'monitoring']);
    const federated = key.getsFederationToken(
      cast.owner,
      name,
      EVERYTHING,
      { accessKeyId: ids.key('ASIA'), at: soon(40, 120), seconds: 129_600 },
      deskB,
    );
    federated.does('discovery', soon(15, 60), read('ec2', 'DescribeInstances', { instancesSet: {}, filterSet: {} }));
    federated.does('discovery', soon(10, 40), read('lambda', 'ListFunctions20150331'));
  }
  if (random.chance(0.5)) {
    ops.givesPassword(soon(30, 120), cast.backdoor);
    const console = entersConsole(ledger, cast.backdoor, ids.key('ASIA'), soon(60, 200), { ...deskB, agent: () => browsers.firefox });
    console.does('discovery', soon(5, 20), read('secretsmanager', 'ListSecrets', {}));
    console.does('discovery', soon(5, 20), read('ec2', 'DescribeSnapshots', { snapshotSet: {}, ownersSet: {}, sharedUsersSet: {}, filterSet: {} }));
  }

  // Second round, the next day: a new session of the role, on to the next role, and to the secrets.
  at = start + SECOND_ROUND;
  const again = key.assumes(cast.opsRole, sessionName, { accessKeyId: ids.key('ASIA'), at, seconds: 3600 }, deskB);
  const data = again.assumes(cast.dataRole, 'session', { accessKeyId: ids.key('ASIA'), at: soon(20, 90), seconds: 3600 }, deskB);
  data.does('discovery', soon(10, 40), read('secretsmanager', 'ListSecrets', {}));
  const secretsRead = random.shuffled(company.secrets).slice(0, random.between(1, 3));
  for (const secret of secretsRead) readSecret(data, secret);
  if (random.chance(0.5)) shareSnapshot(data, soon);
  else data.does('impact', soon(60, 200), deleteSecret(secretsRead[0] ?? ''));
  if (random.chance(0.5)) {
    const second = ids.key('AKIA');
    again.mintsKey(soon(30, 100), cast.colleague, second);
    const other = new Hand(ledger, second, byUserKey(cast.colleague, second), deskC);
    other.does('discovery', soon(60, 300), getCallerIdentity);
    other.does('discovery', soon(5, 30), aboutUser('ListAttachedUserPolicies', cast.colleague.userName));
  }
  return { sleeper, secretsRead };
}

const looks = ({ owner }: Cast): Call[] => [
  iamRead('ListUsers'),
  iamRead('ListRoles'),
  iamRead('ListGroups'),
  iamRead('GetAccountSummary'),
  aboutUser('ListAttachedUserPolicies', owner.userName),
  aboutUser('ListGroupsForUser', owner.userName),
  read('s3', 'ListBuckets'),
  read('ec2', 'DescribeInstances', { instancesSet: {}, filterSet: {} }),
  read('ec2', 'DescribeRegions', { regionSet: {}, filterSet: {} }),
  read('lambda', 'ListFunctions20150331'),
  read('cloudtrail', 'DescribeTrails', { trailNameList: [], includeShadowTrails: true }),
];

const refusals = ({ colleague }: Cast): [call: Call, resource?: string][] => [
  [iamRead('GetAccountAuthorizationDetails', {}), '*'],
  [aboutUser('ListAccessKeys', colleague.userName), `user ${colleague.userName}`],
  [read('secretsmanager', 'ListSecrets', {})],
  [read('ec2', 'DescribeSnapshots', { snapshotSet: {}, ownersSet: {}, sharedUsersSet: {}, filterSet: {} })],
  [read('ce', 'GetCostAndUsage', { Granularity: 'MONTHLY', Metrics: ['UnblendedCost'] }), `arn:aws:ce:us-east-1:${MAIN_ACCOUNT}:/GetCostAndUsage`],
];

function shareSnapshot(hand: Hand, soon: (from: number, to: number) => number): void {
  const snapshotId = 'snap-0a1b2c3d4eEXAMPLE';
  hand.does('collection', soon(40, 120), write('ec2', 'CreateSnapshot', { volumeId: 'vol-0a1b2c3d4eEXAMPLE' }, { snapshotId, status: 'pending' }));
  const share = { snapshotId, createVolumePermission: { add: { items: [{ userId: VENDOR_ACCOUNT }] } }, attributeType: 'CREATE_VOLUME_PERMISSION' };
  hand.does('exfiltration', soon(100, 300), write('ec2', 'ModifySnapshotAttribute', share, { _return: true }));
}

const deleteSecret = (secretId: string): Call =>
  write('secretsmanager', 'DeleteSecret', { secretId, recoveryWindowInDays: 7 }, { arn: secretId, name: secretId.split(':').at(-1) ?? '' });
