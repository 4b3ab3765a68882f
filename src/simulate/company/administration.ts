import { type Call, read, write } from '../cloud/call.ts';
import type { Caller } from '../cloud/cloud.ts';
import {
  addUserToGroup,
  attachUserPolicy,
  awsPolicy,
  createAccessKey,
  createLoginProfile,
  createUser,
  deleteAccessKey,
  deleteLoginProfile,
  deleteUser,
  detachUserPolicy,
  iamRead,
  removeUserFromGroup,
  updateAccessKey,
} from '../cloud/iam.ts';
import { atSignIn, byUserKey, byUserSession } from '../cloud/identity.ts';
import { newUser } from '../cloud/principal.ts';
import { consoleLogin } from '../cloud/signin.ts';
import { getCallerIdentity } from '../cloud/sts.ts';
import { boto3 } from '../cloud/user-agents.ts';
import { DAY, HOUR, type Window } from '../window.ts';
import { HOME_REGION, MAIN_ACCOUNT, type Person } from './company.ts';
import type { KeyRing } from './key-ring.ts';
import type { Scene } from './routine.ts';
import { type Sitting, sitDown } from './sitting.ts';

/** Something that happens once, at a time (milliseconds). */
export interface Happening {
  readonly at: number;
  readonly act: () => void;
}

const SECOND = 1000;

/**
 * What administrators do for good reasons, and what looks like an attack to those who count calls: users and keys made, rights given, keys
 * changed, users deleted. One such thing every other working day.
 */
export function administration(scene: Scene, window: Window, ring: KeyRing): Happening[] {
  const jobs = [welcome, changeBackupKey, newServiceUser, farewell, giveRights];
  const days = Array.from({ length: Math.ceil((window.to - window.from) / DAY) }, (_, index) => window.from + index * DAY);
  return days
    .map((day) => Math.floor(day / DAY) * DAY + 14 * HOUR + scene.random.below(5 * 3600) * SECOND)
    .filter((at) => at >= window.from && at < window.to && ![0, 6].includes(new Date(at).getUTCDay()))
    .filter((_, index) => index % 2 === 0)
    .flatMap((at, index) => (jobs[index % jobs.length] ?? welcome)(scene, at, ring))
    .filter((happening) => happening.at < window.to)
    .sort((a, b) => a.at - b.at);
}

function sitting({ company, random, ...scene }: Scene, at: number): Sitting {
  return sitDown(scene, random.pick(company.admins), random.pick(company.officeIps), at);
}

/** A new colleague: user, group, password; the next morning the first sign-in, still without a second factor. */
function welcome(scene: Scene, at: number): Happening[] {
  const { random, ids } = scene;
  const name = `${random.text('abcdeghjklmnprst', 1)}${random.pick(['okeefe', 'lindgren', 'marchetti', 'sandoval', 'petrov', 'abebe', 'duarte'])}${random.between(2, 99)}`;
  const user = newUser(MAIN_ACCOUNT, name, ids);
  const firstDay = at + DAY - random.below(4 * 3600) * SECOND;
  return [
    {
      at,
      act: () => {
        const { does } = sitting(scene, at);
        does(at + 30 * SECOND, iamRead('ListUsers', { maxItems: 1000 }));
        does(at + 75 * SECOND, createUser(user, at + 75 * SECOND));
        does(at + 77 * SECOND, createLoginProfile(user, at + 77 * SECOND, true));
        does(at + 79 * SECOND, addUserToGroup(name, random.pick(scene.company.groups)));
      },
    },
    {
      at: firstDay,
      act: () => {
        const desk = { sourceIp: random.pick(scene.company.officeIps), userAgent: scene.company.developers[0]?.browser ?? '' };
        scene.record({ identity: atSignIn(user), ...desk }, consoleLogin(null), { at: firstDay, region: HOME_REGION });
        const caller: Caller = { identity: byUserSession(user, ids.key('ASIA'), { at: firstDay, mfa: false }), ...desk, console: true };
        const serialNumber = `arn:aws:iam::${MAIN_ACCOUNT}:mfa/${name}`;
        const steps: Call[] = [
          write('iam', 'ChangePassword', null),
          write('iam', 'CreateVirtualMFADevice', { virtualMFADeviceName: name, path: '/' }, { virtualMFADevice: { serialNumber } }),
          write('iam', 'EnableMFADevice', { userName: name, serialNumber }),
        ];
        for (const [index, call] of steps.entries()) scene.record(caller, call, { at: firstDay + (index + 1) * 40 * SECOND, region: HOME_REGION });
      },
    },
  ];
}

/** The backup script gets another key. The new one asks who it is first, as a leaked key would. The old one goes days later. */
function changeBackupKey(scene: Scene, at: number, ring: KeyRing): Happening[] {
  const { company, ids } = scene;
  const { backupUser: user } = company;
  const next = ids.key('AKIA');
  let before = '';
  return [
    {
      at,
      act: () => {
        const { does } = sitting(scene, at);
        does(at + 40 * SECOND, iamRead('ListAccessKeys', { userName: user.userName }));
        does(at + 55 * SECOND, createAccessKey(user, next, at + 55 * SECOND));
        before = ring.replace(next);
        const script: Caller = { identity: byUserKey(user, next), sourceIp: company.backupIp, userAgent: boto3('1.35.70', '3.10.12') };
        scene.record(script, getCallerIdentity, { at: at + 900 * SECOND, region: HOME_REGION });
      },
    },
    { at: at + DAY, act: () => sitting(scene, at + DAY).does(at + DAY + 50 * SECOND, updateAccessKey(user.userName, before, 'Inactive')) },
    { at: at + 3 * DAY, act: () => sitting(scene, at + 3 * DAY).does(at + 3 * DAY + 50 * SECOND, deleteAccessKey(user.userName, before)) },
  ];
}

/** A user for a program, with a key that is used from the office within minutes. */
function newServiceUser(scene: Scene, at: number): Happening[] {
  const { random, ids, company } = scene;
  const user = newUser(MAIN_ACCOUNT, `svc-report-${random.text('abcdefghjkmnpqrstuvwxyz', 4)}`, ids);
  const key = ids.key('AKIA');
  return [
    {
      at,
      act: () => {
        const { does } = sitting(scene, at);
        does(at + 60 * SECOND, createUser(user, at + 60 * SECOND));
        does(at + 62 * SECOND, attachUserPolicy(user.userName, awsPolicy('AmazonS3ReadOnlyAccess')));
        does(at + 90 * SECOND, createAccessKey(user, key, at + 90 * SECOND));
        const script: Caller = { identity: byUserKey(user, key), sourceIp: random.pick(company.officeIps), userAgent: boto3('1.35.92', '3.12.8') };
        scene.record(script, getCallerIdentity, { at: at + 600 * SECOND, region: HOME_REGION });
        scene.record(script, read('s3', 'ListBuckets'), { at: at + 603 * SECOND, region: HOME_REGION });
      },
    },
  ];
}

/** A colleague leaves: all that hangs on a user goes first, as IAM demands. */
function farewell(scene: Scene, at: number): Happening[] {
  const { random, ids, company } = scene;
  const userName = `${random.text('abcdeghjklmnprst', 1)}${random.pick(['holt', 'nyberg', 'castellano', 'ferreira'])}${random.between(2, 99)}`;
  const key = ids.key('AKIA');
  return [
    {
      at,
      act: () => {
        const { does } = sitting(scene, at);
        const steps = [
          deleteLoginProfile(userName),
          write('iam', 'DeactivateMFADevice', { userName, serialNumber: `arn:aws:iam::${MAIN_ACCOUNT}:mfa/${userName}` }),
          deleteAccessKey(userName, key),
          removeUserFromGroup(userName, random.pick(company.groups)),
          detachUserPolicy(userName, awsPolicy('ReadOnlyAccess')),
          deleteUser(userName),
        ];
        for (const [index, call] of steps.entries()) does(at + (30 + index) * SECOND, call);
      },
    },
  ];
}

function giveRights(scene: Scene, at: number): Happening[] {
  const { company, random } = scene;
  const colleague: Person = random.pick(company.developers);
  return [
    {
      at,
      act: () => {
        const { does } = sitting(scene, at);
        does(at + 35 * SECOND, iamRead('ListAttachedUserPolicies', { userName: colleague.user.userName }));
        does(at + 80 * SECOND, attachUserPolicy(colleague.user.userName, awsPolicy('CloudWatchReadOnlyAccess')));
      },
    },
  ];
}
