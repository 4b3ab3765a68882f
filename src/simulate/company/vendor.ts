import { type Call, read } from '../cloud/call.ts';
import type { Caller } from '../cloud/cloud.ts';
import { byForeignAccount, byRoleSession } from '../cloud/identity.ts';
import { throttled } from '../cloud/refusal.ts';
import { assumeRole } from '../cloud/sts.ts';
import { boto3 } from '../cloud/user-agents.ts';
import { HOME_REGION, someRegion, VENDOR_ACCOUNT } from './company.ts';
import { always } from './hours.ts';
import { renewed } from './renewed.ts';
import type { Routine, Scene } from './routine.ts';

/** A vendor's monitoring: takes a role from its own account and reads metrics everywhere, at times faster than AWS likes. */
export function vendor(scene: Scene): Routine {
  const { random, ids, company } = scene;
  const role = company.vendorRole;
  const network = { sourceIp: '198.18.7.7', userAgent: boto3('1.34.160', '3.11.9') };
  const door: Caller = { identity: byForeignAccount(VENDOR_ACCOUNT, company.vendorPrincipalId), ...network };
  const session = renewed(3_000_000, (at): Caller => {
    const accessKeyId = ids.key('ASIA');
    const call = assumeRole(role, 'AnyVendorIntegration', { accessKeyId, at, seconds: 3600 });
    scene.record(door, call, { at, region: HOME_REGION, recipient: role.accountId, sharedEventId: random.uuid() });
    return { identity: byRoleSession(role, 'AnyVendorIntegration', accessKeyId, { at, mfa: false }), ...network };
  });
  return {
    about: 'a vendor reads metrics',
    share: 9,
    size: 30,
    hours: always,
    act: (at) => {
      const caller = session(at);
      const region = someRegion(random);
      let time = at + 1000;
      for (let left = 28; left > 0; left--) {
        scene.record(caller, random.pick(reads), { at: time, region, ...(random.chance(0.04) ? { refusal: throttled } : {}) });
        time += random.below(2000);
      }
    },
  };
}

const reads: readonly Call[] = [
  read('monitoring', 'ListMetrics'),
  read('monitoring', 'GetMetricData'),
  read('ec2', 'DescribeInstances', { maxResults: 1000, instancesSet: {}, filterSet: {} }),
  read('ec2', 'DescribeVolumes', { volumeSet: {}, filterSet: {} }),
  read('rds', 'DescribeDBInstances', { maxRecords: 100 }),
  read('elasticloadbalancing', 'DescribeLoadBalancers', {}),
  read('autoscaling', 'DescribeAutoScalingGroups', {}),
  read('lambda', 'ListFunctions20150331'),
  read('tagging', 'GetResources', { resourceTypeFilters: [] }),
];
