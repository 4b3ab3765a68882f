import { isoSeconds } from '../../core/aws-time.ts';
import { callerKeyId } from '../../core/event.ts';
import { read } from '../cloud/call.ts';
import { cliCommand } from '../cloud/cli-command.ts';
import { aboutUser, attachUserPolicy, awsPolicy, createAccessKey, createUser, iamRead } from '../cloud/iam.ts';
import { byUserKey } from '../cloud/identity.ts';
import { newUser, type User } from '../cloud/principal.ts';
import { getCallerIdentity } from '../cloud/sts.ts';
import { classicCli } from '../cloud/user-agents.ts';
import { HOME_REGION, MAIN_ACCOUNT } from '../company/company.ts';
import { sitDown } from '../company/sitting.ts';
import type { Scenario, Setting } from '../scenario.ts';
import { asPrincipal, type Desk, Hand } from '../story/hand.ts';
import { Ledger } from '../story/ledger.ts';
import { truthOf } from '../story/truth.ts';
import { DAY, HOUR } from '../window.ts';
import { exposureQuestions } from './iam-credential-exposure/questions.ts';

const ADMINISTRATOR = awsPolicy('AdministratorAccess');

/** The event of AWS's workshop on incident response for exposed credentials: a key leaks before its owner has used it. */
export const iamCredentialExposure: Scenario = {
  id: 'iam-credential-exposure',
  title: 'A key leaks before anyone used it',
  description:
    "An administrator makes a user and a key, and the key leaks. Its first use is the attacker's: a look around, more rights for itself, two users with a key each (one never used), a colleague deleted. 16 minutes in all.",
  copies: 'everyday',
  play: (setting) => {
    const ledger = new Ledger(setting.random, setting.window);
    const cast = castOf(setting);
    provision(ledger, setting, cast);
    attack(ledger, setting, cast);
    const { sysdev } = cast.users;
    const facts = {
      subject: { kind: 'access-key' as const, id: cast.keys.sysdev, accountId: MAIN_ACCOUNT },
      identity: { type: 'IAMUser', userName: sysdev.userName, arn: sysdev.arn, accountId: MAIN_ACCOUNT, principalId: sysdev.userId },
      questions: exposureQuestions({
        keys: cast.keys,
        firstUse: isoSeconds(setting.start),
        calls: callsOf(ledger, cast.keys.sysdev),
        nwolfCalls: callsOf(ledger, cast.keys.nwolf),
      }),
    };
    return { events: ledger.events, accountId: MAIN_ACCOUNT, truth: (asOf) => truthOf(ledger, facts, asOf) };
  },
};

const callsOf = (ledger: Ledger, key: string): string[] =>
  ledger.events.filter((event) => callerKeyId(event) === key).map((event) => event.eventName);

interface Cast {
  readonly users: Readonly<Record<'sysdev' | 'mmajor' | 'nwolf' | 'rroe', User>>;
  readonly keys: Readonly<Record<'sysdev' | 'mmajor' | 'nwolf' | 'rroe', string>>;
}

function castOf({ ids }: Setting): Cast {
  const user = (name: string): User => newUser(MAIN_ACCOUNT, `tdir-workshop-${name}`, ids);
  return {
    users: { sysdev: user('sysdev'), mmajor: user('mmajor-dev'), nwolf: user('nwolf-dev'), rroe: user('rroe-dev') },
    keys: { sysdev: ids.key('AKIA'), mmajor: ids.key('AKIA'), nwolf: ids.key('AKIA'), rroe: ids.key('AKIA') },
  };
}

/** The administrator makes rroe's user long before, and sysdev's in the evening before the attack. */
function provision(ledger: Ledger, { company, ids, start }: Setting, { users, keys }: Cast): void {
  const [admin] = company.admins;
  const [officeIp] = company.officeIps;
  if (admin === undefined || officeIp === undefined) throw new Error('the company has no administrator at an office');
  const recorder = { ids, record: ledger.call.bind(ledger) };
  const longBefore = start - 12 * DAY - 9 * HOUR;
  const early = sitDown(recorder, admin, officeIp, longBefore);
  const rroeMade = early.does(longBefore + 70_000, createUser(users.rroe, longBefore + 70_000));
  early.does(longBefore + 95_000, createAccessKey(users.rroe, keys.rroe, longBefore + 95_000));

  const evening = start - 3 * HOUR - 1_212_000;
  const late = sitDown(recorder, admin, officeIp, evening);
  const sysdevMade = late.does(evening + 64_000, createUser(users.sysdev, evening + 64_000));
  late.does(evening + 66_000, attachUserPolicy(users.sysdev.userName, awsPolicy('IAMFullAccess')));
  const keyMade = late.does(evening + 118_000, createAccessKey(users.sysdev, keys.sysdev, evening + 118_000));

  ledger.principal(asPrincipal(users.sysdev), { credential: late.credential, event: sysdevMade });
  ledger.subject({ id: keys.sysdev, kind: 'access-key', principal: asPrincipal(users.sysdev) }, { credential: late.credential, event: keyMade });
  ledger.principal(asPrincipal(users.rroe), { credential: early.credential, event: rroeMade });
}

function attack(ledger: Ledger, { start }: Setting, { users, keys }: Cast): void {
  const { sysdev, mmajor, nwolf, rroe } = users;
  const at = (minutes: number, seconds: number): number => start + (minutes * 60 + seconds) * 1000;
  const desk = (sourceIp: string): Desk => ({ sourceIp, agent: (call) => classicCli('2.15.17', 'linux', cliCommand(call)), region: HOME_REGION });

  const first = new Hand(ledger, keys.sysdev, byUserKey(sysdev, keys.sysdev), desk('203.0.113.77'));
  first.does('discovery', at(0, 0), getCallerIdentity);
  first.does('discovery', at(0, 41), iamRead('ListPolicies', { scope: 'Local', onlyAttached: false }));
  first.does('discovery', at(1, 7), iamRead('ListUsers'));
  first.does('discovery', at(1, 28), iamRead('ListRoles'));
  first.isRefused('discovery', at(2, 19), read('ec2', 'DescribeInstances', { instancesSet: {}, filterSet: {} }));
  first.isRefused('discovery', at(2, 51), read('s3', 'ListBuckets'));
  first.isRefused('discovery', at(3, 23), read('secretsmanager', 'ListSecrets'));
  first.does('discovery', at(4, 2), aboutUser('ListAttachedUserPolicies', sysdev.userName));
  first.isRefused('discovery', at(4, 38), read('cloudtrail', 'DescribeTrails'));
  first.attachesPolicy(at(5, 44), sysdev, ADMINISTRATOR);
  first.createsUser(at(7, 12), mmajor);
  first.attachesPolicy(at(7, 33), mmajor, ADMINISTRATOR);
  first.mintsKey(at(8, 5), mmajor, keys.mmajor);
  first.createsUser(at(9, 50), nwolf);
  first.attachesPolicy(at(10, 8), nwolf, ADMINISTRATOR);
  first.mintsKey(at(10, 47), nwolf, keys.nwolf);

  // IAM refuses to delete a user that still has a key, so the key goes first.
  const second = new Hand(ledger, keys.nwolf, byUserKey(nwolf, keys.nwolf), desk('198.51.100.23'));
  second.does('discovery', at(13, 33), getCallerIdentity);
  second.does('discovery', at(13, 49), iamRead('ListUsers'));
  second.does('discovery', at(14, 11), aboutUser('ListAccessKeys', rroe.userName));
  second.deletesKey(at(14, 32), rroe, keys.rroe);
  second.deletesUser(at(14, 54), rroe);

  first.does('discovery', at(15, 49), iamRead('ListUsers'));
}
