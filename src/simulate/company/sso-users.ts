import { permissionSetOf } from '../../core/identity-center.ts';
import { type Call, read } from '../cloud/call.ts';
import { cliCommand } from '../cloud/cli-command.ts';
import type { Caller } from '../cloud/cloud.ts';
import { byRoleSession, bySamlAssertion } from '../cloud/identity.ts';
import type { Role } from '../cloud/principal.ts';
import { assumeRoleWithSaml, getCallerIdentity } from '../cloud/sts.ts';
import { awsCli } from '../cloud/user-agents.ts';
import { type Company, HOME_REGION, type Person } from './company.ts';
import { office } from './hours.ts';
import { renewed } from './renewed.ts';
import type { Routine, Scene } from './routine.ts';

const HOUR = 3_600_000;

/** Somebody who signs in at the company's portal and works with the AWS CLI under a permission set's role. */
export function ssoUser(scene: Scene, person: Person, role: Role): Routine {
  const { random, ids, company } = scene;
  const name = `${person.user.userName}@anycompany.example`;
  const session = renewed(7.5 * HOUR, (at) => {
    const accessKeyId = ids.key('ASIA');
    const sourceIp = random.chance(0.6) ? random.pick(company.officeIps) : person.homeIp;
    const provider = `arn:aws:iam::${role.accountId}:saml-provider/AWSSSO_EXAMPLE_DO_NOT_DELETE`;
    scene.record(portal(person, sourceIp), getRoleCredentials(role), { at, region: HOME_REGION, recipient: role.accountId });
    const door: Caller = { identity: bySamlAssertion(provider, name), sourceIp, userAgent: awsCli('2.22.26', 'macos', 'sso.login') };
    const call = assumeRoleWithSaml(role, name, provider, { accessKeyId, at, seconds: 8 * 3600 });
    scene.record(door, call, { at, region: HOME_REGION, recipient: role.accountId });
    return { identity: byRoleSession(role, name, accessKeyId, { at, mfa: false }), sourceIp };
  });
  const work = workOf(company);
  return {
    about: `${person.user.userName} works at the command line`,
    share: 3,
    size: 9,
    hours: office(person.utcOffset),
    act: (at) => {
      const { identity, sourceIp } = session(at);
      let time = at + 1000;
      for (let left = random.between(4, 14); left > 0; left--) {
        const call = random.pick(work);
        scene.record({ identity, sourceIp, userAgent: awsCli('2.22.26', 'macos', cliCommand(call)) }, call, { at: time, region: person.region });
        time += random.between(2, 25) * 1000;
      }
    },
  };
}

/** Portal events of Identity Center name a user of its directory, not an IAM principal. */
const portal = (person: Person, sourceIp: string): Caller => ({
  identity: {
    type: 'IdentityCenterUser',
    accountId: person.user.accountId,
    onBehalfOf: {
      userId: `EXAMPLE0-${person.user.userId.slice(4, 8)}-0000-0000-0000EXAMPLE`,
      identityStoreArn: 'arn:aws:identitystore::444455556666:identitystore/d-EXAMPLE000',
    },
    credentialId: 'EXAMPLE0-1111-2222-3333-4444EXAMPLE5',
  },
  sourceIp,
  userAgent: person.browser,
});

/** The record names permission set and account, never the role or the key that is handed out. */
const getRoleCredentials = (role: Role): Call => ({
  ...read('sso', 'GetRoleCredentials'),
  eventType: 'AwsServiceEvent',
  serviceEventDetails: { role_name: permissionSetOf(role.roleName) ?? role.roleName, account_id: role.accountId },
});

const workOf = (company: Company): readonly Call[] => [
  getCallerIdentity,
  read('ec2', 'DescribeInstances', { instancesSet: {}, filterSet: {} }),
  read('logs', 'FilterLogEvents', { logGroupName: '/aws/lambda/order-intake' }),
  read('logs', 'DescribeLogGroups', {}),
  read('cloudformation', 'DescribeStacks', {}),
  read('ecs', 'ListTasks', { cluster: 'web' }),
  read('ecs', 'DescribeServices', { cluster: 'web', services: ['storefront'] }),
  read('ssm', 'DescribeParameters', {}),
  read('dynamodb', 'DescribeTable', { tableName: 'orders' }),
  ...company.buckets.map((bucketName) => read('s3', 'GetBucketLocation', { bucketName })),
  read('s3', 'ListBuckets'),
];
