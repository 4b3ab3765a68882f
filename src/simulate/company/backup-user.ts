import { type Call, read, write } from '../cloud/call.ts';
import type { Caller } from '../cloud/cloud.ts';
import { byUserKey } from '../cloud/identity.ts';
import { boto3 } from '../cloud/user-agents.ts';
import { HOME_REGION } from './company.ts';
import { nightly } from './hours.ts';
import type { KeyRing } from './key-ring.ts';
import { inTurn, type Routine, type Scene } from './routine.ts';

/** A script with a long-term key of its own, which an administrator changes now and then: it takes snapshots at night. */
export function backupUser(scene: Scene, ring: KeyRing): Routine {
  const { company, random } = scene;
  return {
    about: 'the backup script runs',
    share: 3,
    size: 24,
    hours: nightly(2, 3),
    act: (at) => {
      const caller: Caller = {
        identity: byUserKey(company.backupUser, ring.current()),
        sourceIp: company.backupIp,
        userAgent: boto3('1.35.70', '3.10.12'),
      };
      const volumes = Array.from({ length: 10 }, () => `vol-0${random.text('0123456789abcdef', 16)}`);
      const calls: Call[] = [
        read('ec2', 'DescribeVolumes', {
          volumeSet: {},
          filterSet: { items: [{ name: 'tag:backup', valueSet: { items: [{ value: 'nightly' }] } }] },
        }),
        ...volumes.flatMap((volumeId) => [
          write(
            'ec2',
            'CreateSnapshot',
            { volumeId, description: 'nightly' },
            { snapshotId: `snap-0${random.text('0123456789abcdef', 16)}`, volumeId, status: 'pending' },
          ),
          read('ec2', 'DescribeSnapshots', { snapshotSet: {}, ownersSet: {}, sharedUsersSet: {}, filterSet: {} }),
        ]),
      ];
      inTurn(scene, caller, calls, at, HOME_REGION, 5);
    },
  };
}
