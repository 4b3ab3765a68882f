import { type Call, read, write } from '../../cloud/call.ts';
import { cliCommand } from '../../cloud/cli-command.ts';
import type { Caller } from '../../cloud/cloud.ts';
import { createAccessKey } from '../../cloud/iam.ts';
import { byRoleSession, byUserKey } from '../../cloud/identity.ts';
import { newUser } from '../../cloud/principal.ts';
import { denial } from '../../cloud/refusal.ts';
import { assumeRole, getCallerIdentity } from '../../cloud/sts.ts';
import { awsCli, boto3, terraform } from '../../cloud/user-agents.ts';
import { HOME_REGION, MAIN_ACCOUNT } from '../../company/company.ts';
import { office } from '../../company/hours.ts';
import type { Setting } from '../../scenario.ts';
import type { Ledger } from '../../story/ledger.ts';
import { HOUR } from '../../window.ts';
import type { Cast } from './cast.ts';

const SECOND = 1000;
const OFFICE = office(-5);

/** The owner's own use of the key: what is usual for it. */
export interface Owner {
  /** Every working day from one time to another (milliseconds): some sittings at the office or at home. */
  works(from: number, to: number): void;
  /** One sitting, which begins at a given time: some reading, then Terraform. */
  sitsAt(sourceIp: string, at: number): void;
  /** Terraform makes a user with a key for a new program: it is the owner's doing, whatever it looks like. */
  makesServiceKey(at: number): void;
}

export function ownerOf(ledger: Ledger, { random, ids, company }: Setting, cast: Cast): Owner {
  const identity = byUserKey(cast.owner, cast.ownerKey);
  const officeIp = company.officeIps[0] ?? cast.homeIp;
  const reads = commandLine(company.buckets);

  const atCommandLine = (sourceIp: string, start: number): void => {
    let at = start;
    for (let left = random.between(4, 12); left > 0; left--) {
      const call = random.pick(reads);
      const caller: Caller = { identity, sourceIp, userAgent: awsCli('2.22.26', 'macos', cliCommand(call)) };
      const refused = call.name === 'DescribeOrganization';
      ledger.call(caller, call, { at, region: HOME_REGION, ...(refused ? { refusal: denial(call, cast.owner.arn) } : {}) });
      at += random.between(5, 90) * SECOND;
    }
  };
  const runsScript = (sourceIp: string, start: number): void => {
    const caller: Caller = { identity, sourceIp, userAgent: boto3('1.35.36', '3.11.10') };
    let at = start;
    for (const call of script(company.buckets)) {
      ledger.call(caller, call, { at, region: HOME_REGION });
      at += random.below(3000);
    }
  };
  const runsTerraform = (sourceIp: string, at: number): void => {
    const by = (who: Caller['identity'], service: string): Caller => ({ identity: who, sourceIp, userAgent: terraform('1.9.8', service) });
    const accessKeyId = ids.key('ASIA');
    const sessionName = `terraform-${Math.floor(at / SECOND)}`;
    ledger.call(by(identity, 'sts'), getCallerIdentity, { at, region: HOME_REGION });
    ledger.call(by(identity, 'sts'), assumeRole(cast.deployRole, sessionName, { accessKeyId, at: at + SECOND, seconds: 3600 }), {
      at: at + SECOND,
      region: HOME_REGION,
    });
    const session = byRoleSession(cast.deployRole, sessionName, accessKeyId, { at: at + SECOND, mfa: false });
    let time = at + 3 * SECOND;
    for (const call of plan(company.buckets)) {
      ledger.call(by(session, call.service), call, { at: time, region: HOME_REGION });
      time += random.below(2000);
    }
  };
  const sits = (sourceIp: string, at: number): void => random.pick([atCommandLine, atCommandLine, runsScript, runsTerraform])(sourceIp, at);

  return {
    works: (from, to) => {
      for (let hour = from; hour < to; hour += HOUR) {
        if (!random.chance(0.55 * OFFICE(new Date(hour)))) continue;
        const day = Math.floor(hour / (24 * HOUR));
        // Two days a week at home.
        sits(day % 5 < 2 ? cast.homeIp : officeIp, hour + random.below(2400) * SECOND);
      }
    },
    sitsAt: (sourceIp, at) => {
      atCommandLine(sourceIp, at);
      runsTerraform(sourceIp, at + 900 * SECOND);
    },
    makesServiceKey: (at) => {
      const user = newUser(MAIN_ACCOUNT, 'svc-pricing-import', ids);
      const caller: Caller = { identity, sourceIp: officeIp, userAgent: terraform('1.9.8', 'iam') };
      ledger.call(caller, createUserByTerraform(user.userName, user.userId, user.arn), { at, region: HOME_REGION });
      const key = ids.key('AKIA');
      ledger.call(caller, createAccessKey(user, key, at + 2 * SECOND), { at: at + 2 * SECOND, region: HOME_REGION });
      const program: Caller = { identity: byUserKey(user, key), sourceIp: officeIp, userAgent: boto3('1.35.36', '3.11.10') };
      ledger.call(program, read('s3', 'ListBuckets'), { at: at + 700 * SECOND, region: HOME_REGION });
    },
  };
}

const createUserByTerraform = (userName: string, userId: string, arn: string): Call =>
  write(
    'iam',
    'CreateUser',
    { path: '/', userName, tags: [{ key: 'managed-by', value: 'terraform' }] },
    { user: { path: '/', userName, userId, arn } },
  );

const commandLine = (buckets: readonly string[]): readonly Call[] => [
  getCallerIdentity,
  read('ec2', 'DescribeInstances', { instancesSet: {}, filterSet: {} }),
  read('logs', 'DescribeLogGroups', {}),
  read('logs', 'FilterLogEvents', { logGroupName: '/aws/lambda/order-intake' }),
  read('cloudformation', 'DescribeStacks', {}),
  read('ecs', 'DescribeServices', { cluster: 'web', services: ['storefront'] }),
  read('lambda', 'ListFunctions20150331'),
  read('organizations', 'DescribeOrganization'),
  ...buckets.slice(0, 2).map((bucketName) => read('s3', 'GetBucketLocation', { bucketName })),
];

const script = (buckets: readonly string[]): Call[] => [
  read('s3', 'ListBuckets'),
  ...buckets.flatMap((bucketName) =>
    ['GetBucketLocation', 'GetBucketTagging', 'GetBucketVersioning'].map((name) => read('s3', name, { bucketName })),
  ),
  read('dynamodb', 'DescribeTable', { tableName: 'orders' }),
];

const plan = (buckets: readonly string[]): Call[] => [
  getCallerIdentity,
  ...buckets.map((bucketName) => read('s3', 'GetBucketAcl', { bucketName })),
  ...['DescribeVpcs', 'DescribeSubnets', 'DescribeSecurityGroups', 'DescribeRouteTables'].map((name) => read('ec2', name, { filterSet: {} })),
  ...['order-intake', 'invoice-mailer'].map((functionName) => read('lambda', 'GetFunction20150331v2', { functionName })),
  read('ecs', 'DescribeServices', { cluster: 'web', services: ['storefront'] }),
];
