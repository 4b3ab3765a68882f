import { type Call, read, write } from '../cloud/call.ts';
import type { Caller } from '../cloud/cloud.ts';
import { byForeignAccount, byRoleSession } from '../cloud/identity.ts';
import { notFound, throttled } from '../cloud/refusal.ts';
import { assumeRole, getCallerIdentity } from '../cloud/sts.ts';
import { terraform } from '../cloud/user-agents.ts';
import { type Company, HOME_REGION, someRegion } from './company.ts';
import { office } from './hours.ts';
import { renewed } from './renewed.ts';
import type { Routine, Scene } from './routine.ts';

const VERSION = '1.10.3';

/**
 * Terraform: the runner in the build account takes the role in the main account, which both accounts' trails record, and reads all that it
 * manages; now and then it changes something.
 */
export function terraformRuns(scene: Scene): Routine {
  const { random, ids, company } = scene;
  const { terraformRole: role, runnerRole, runnerIp } = company;
  const runner = renewed(
    6 * 3_600_000,
    (at): Caller => ({
      identity: byRoleSession(runnerRole, 'i-0a1b2c3d4e5f60718', ids.key('ASIA'), { at, mfa: false }, { ec2RoleDelivery: '2.0' }),
      sourceIp: runnerIp,
      userAgent: terraform(VERSION, 'sts'),
    }),
  );
  const managed = managedThings(company);
  return {
    about: 'Terraform compares the account with the code',
    share: 16,
    size: 58,
    hours: (time) => Math.max(0.15, office(-2)(time)),
    act: (at) => {
      const ci = runner(at);
      const sessionName = `terraform-${Math.floor(at / 1000)}`;
      const accessKeyId = ids.key('ASIA');
      const call = assumeRole(role, sessionName, { accessKeyId, at, seconds: 3600 });
      const sharedEventId = random.uuid();
      scene.record(ci, call, { at, region: HOME_REGION, sharedEventId });
      const seenByOwner: Caller = { ...ci, identity: byForeignAccount(runnerRole.accountId, ci.identity.principalId ?? '') };
      scene.record(seenByOwner, call, { at, region: HOME_REGION, recipient: role.accountId, sharedEventId });
      const caller = (service: string): Caller => ({
        identity: byRoleSession(role, sessionName, accessKeyId, { at, mfa: false }),
        sourceIp: runnerIp,
        userAgent: terraform(VERSION, service),
      });
      let time = at + 1000;
      for (const step of [getCallerIdentity, ...random.shuffled(managed), ...(random.chance(0.2) ? changes : [])]) {
        const refusal = random.chance(0.02) ? throttled : absentOf(step);
        const region = step.service === 'ec2' ? someRegion(random) : HOME_REGION;
        scene.record(caller(step.service), step, { at: time, region, ...(refusal === null ? {} : { refusal }) });
        time += random.below(1500);
      }
    },
  };
}

/** Settings that a bucket does not have answer with an error: it is no sign of anything. */
const absent: Readonly<Record<string, string>> = {
  GetBucketPolicy: 'NoSuchBucketPolicy',
  GetBucketCors: 'NoSuchCORSConfiguration',
  GetBucketWebsite: 'NoSuchWebsiteConfiguration',
  GetBucketReplication: 'ReplicationConfigurationNotFoundError',
};

function absentOf(call: Call): ReturnType<typeof notFound> | null {
  const code = absent[call.name];
  return code === undefined ? null : notFound(code, 'The configuration does not exist');
}

function managedThings(company: Company): Call[] {
  const bucketReads = [
    'GetBucketAcl',
    'GetBucketVersioning',
    'GetBucketPolicy',
    'GetBucketCors',
    'GetBucketWebsite',
    'GetBucketLogging',
    'GetBucketReplication',
  ];
  const roles = [company.instanceRole, company.deployRole, ...company.functions.map((each) => each.role)];
  return [
    ...company.buckets.flatMap((bucketName) => bucketReads.map((name) => read('s3', name, { bucketName }))),
    ...roles.flatMap(({ roleName }) => ['GetRole', 'ListRolePolicies', 'ListAttachedRolePolicies'].map((name) => read('iam', name, { roleName }))),
    ...company.functions.map(({ name }) => read('lambda', 'GetFunction20150331v2', { functionName: name })),
    ...company.secrets.map((secretId) => read('secretsmanager', 'DescribeSecret', { secretId })),
    read('kms', 'DescribeKey', { keyId: company.keyArn }),
    ...['DescribeVpcs', 'DescribeSubnets', 'DescribeRouteTables', 'DescribeSecurityGroups', 'DescribeInternetGateways', 'DescribeNatGateways'].map(
      (name) => read('ec2', name, { filterSet: {} }),
    ),
    read('route53', 'ListHostedZones'),
  ];
}

const changes: readonly Call[] = [
  write(
    'ec2',
    'CreateTags',
    { resourcesSet: { items: [{ resourceId: 'vpc-0123456789EXAMPLE' }] }, tagSet: { items: [{ key: 'owner', value: 'platform' }] } },
    { _return: true },
  ),
  write('ecs', 'UpdateService', { cluster: 'web', service: 'storefront', desiredCount: 4 }),
];
