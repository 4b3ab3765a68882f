import { type Call, read, write } from '../cloud/call.ts';
import type { Caller } from '../cloud/cloud.ts';
import { byRoleSession, byService } from '../cloud/identity.ts';
import { newRole } from '../cloud/principal.ts';
import { generateDataKey } from '../cloud/secrets.ts';
import { assumeRole } from '../cloud/sts.ts';
import { HOME_REGION, MAIN_ACCOUNT, someRegion } from './company.ts';
import { always } from './hours.ts';
import { inTurn, type Routine, type Scene } from './routine.ts';

const service = (name: string): Caller => ({ identity: byService(name), sourceIp: name, userAgent: name });

/** AWS Config takes its service-linked role and describes everything. */
export function configRecorder(scene: Scene): Routine {
  const { random, ids } = scene;
  const name = 'config.amazonaws.com';
  const role = newRole(MAIN_ACCOUNT, 'AWSServiceRoleForConfig', ids, `/aws-service-role/${name}/`);
  return {
    about: 'AWS Config records the state of things',
    share: 7,
    size: 20,
    hours: always,
    act: (at) => {
      const region = someRegion(random);
      const accessKeyId = ids.key('ASIA');
      const call = assumeRole(role, 'AWSConfig-Describe', { accessKeyId, at, seconds: 3600 });
      scene.record(service(name), call, { at, region, recipient: MAIN_ACCOUNT, sharedEventId: random.uuid() });
      const caller: Caller = {
        ...service(name),
        identity: byRoleSession(role, 'AWSConfig-Describe', accessKeyId, { at, mfa: false }, { invokedBy: name }),
      };
      inTurn(scene, caller, recorded, at + 1000, region, 1);
    },
  };
}

const recorded: readonly Call[] = [
  ...['DescribeInstances', 'DescribeVolumes', 'DescribeSecurityGroups', 'DescribeSubnets', 'DescribeVpcs', 'DescribeNetworkInterfaces'].map((name) =>
    read('ec2', name, { filterSet: {} }),
  ),
  ...['DescribeDBInstances', 'DescribeDBSnapshots', 'DescribeEventSubscriptions'].map((name) => read('rds', name)),
  ...['DescribeAlarms'].map((name) => read('monitoring', name)),
  ...['DescribeLoadBalancers', 'DescribeTargetGroups'].map((name) => read('elasticloadbalancing', name)),
  ...['ListFunctions20150331', 'ListTags20170331'].map((name) => read('lambda', name)),
  ...['DescribeTrails', 'GetTrailStatus', 'GetEventSelectors'].map((name) => read('cloudtrail', name)),
];

/** What services do on their own: log delivery, key rotation. No principal stands behind it. */
export function serviceErrands(scene: Scene): Routine {
  const { random, company } = scene;
  const trail = service('cloudtrail.amazonaws.com');
  const nobody = (name: string): Caller => ({ identity: { accountId: MAIN_ACCOUNT, invokedBy: name }, sourceIp: name, userAgent: name });
  const bucket = `anycompany-cloudtrail-${MAIN_ACCOUNT}`;
  const dataKey = generateDataKey(company.keyArn, {
    'aws:cloudtrail:arn': `arn:aws:cloudtrail:${HOME_REGION}:${MAIN_ACCOUNT}:trail/organization-trail`,
  });
  const rotation: Call = {
    ...write('kms', 'RotateKey', null),
    eventType: 'AwsServiceEvent',
    resources: [{ accountId: MAIN_ACCOUNT, type: 'AWS::KMS::Key', ARN: company.keyArn }],
    serviceEventDetails: { keyId: company.keyArn.slice(company.keyArn.lastIndexOf('/') + 1) },
  };
  return {
    about: 'services run their errands',
    share: 3,
    size: 6,
    hours: always,
    act: (at) => {
      const region = HOME_REGION;
      const shared = { at, region, recipient: MAIN_ACCOUNT, sharedEventId: random.uuid() };
      scene.record(trail, read('s3', 'GetBucketAcl', { bucketName: bucket, acl: '' }), shared);
      for (let files = 5; files > 0; files--) scene.record(trail, dataKey, { ...shared, sharedEventId: random.uuid() });
      if (random.chance(0.01)) scene.record(nobody('kms.amazonaws.com'), rotation, { at, region, recipient: MAIN_ACCOUNT });
    },
  };
}
