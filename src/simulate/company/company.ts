import { newRole, newUser, type Role, type User } from '../cloud/principal.ts';
import { browsers } from '../cloud/user-agents.ts';
import type { IdMint } from '../id-mint.ts';
import { HEX, type Random } from '../random.ts';

/** Accounts of AWS's documentation: they can never be a customer's. */
export const MAIN_ACCOUNT = '111122223333';
export const BUILD_ACCOUNT = '444455556666';
/** A vendor that watches the company's accounts from its own. */
export const VENDOR_ACCOUNT = '123456789012';

export const regions = ['us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1'] as const;
export const HOME_REGION = 'us-east-1';

/** Most things are in the home region. */
export const someRegion = (random: Random): string => (random.chance(0.7) ? HOME_REGION : random.pick(regions));

/** Somebody who works there, at the office or at home, with the tools of their choice. */
export interface Person {
  readonly user: User;
  readonly browser: string;
  readonly mfaSerial: string;
  readonly homeIp: string;
  readonly region: string;
  /** Hours that their clock is ahead of UTC. */
  readonly utcOffset: number;
}

export interface Instance {
  readonly id: string;
  readonly region: string;
  readonly privateIp: string;
  readonly publicIp: string;
}

/** The company whose logs these are. */
export interface Company {
  readonly officeIps: readonly string[];
  readonly admins: readonly Person[];
  readonly developers: readonly Person[];
  readonly groups: readonly string[];
  readonly buckets: readonly string[];
  readonly instances: readonly Instance[];
  readonly instanceRole: Role;
  readonly functions: readonly { readonly name: string; readonly role: Role; readonly region: string }[];
  readonly deployRole: Role;
  readonly terraformRole: Role;
  /** Where Terraform runs, in the build account. */
  readonly runnerRole: Role;
  readonly runnerIp: string;
  readonly ssoUsers: readonly { readonly person: Person; readonly role: Role }[];
  readonly vendorRole: Role;
  /** The vendor's caller, as the company's trail names it. */
  readonly vendorPrincipalId: string;
  readonly backupUser: User;
  readonly backupIp: string;
  readonly secrets: readonly string[];
  readonly keyArn: string;
}

const FIRST = 'abcdeghjklmnprst';
const LAST = [
  'adler',
  'bauer',
  'chen',
  'costa',
  'dubois',
  'eriksen',
  'fischer',
  'garcia',
  'haddad',
  'ivanova',
  'jansen',
  'kimura',
  'larsen',
  'moreau',
  'novak',
  'okafor',
  'patel',
  'quinn',
  'rossi',
  'silva',
  'tanaka',
  'ueda',
  'vargas',
  'weber',
  'yilmaz',
  'zhang',
];

/** Makes the company of a seed: people, machines and roles. */
export function newCompany(random: Random, ids: IdMint): Company {
  const names = random.shuffled(LAST);
  const person = (index: number): Person => {
    const userName = `${random.pick([...FIRST])}${names[index] ?? 'doe'}`;
    const user = newUser(MAIN_ACCOUNT, userName, ids);
    const european = index % 4 === 3;
    return {
      user,
      browser: random.pick(Object.values(browsers)),
      mfaSerial: `arn:aws:iam::${MAIN_ACCOUNT}:mfa/${userName}`,
      homeIp: `100.${random.between(64, 127)}.${random.below(256)}.${random.between(1, 254)}`,
      region: european ? 'eu-west-1' : random.pick(['us-east-1', 'us-east-1', 'us-west-2']),
      utcOffset: european ? 1 : -5,
    };
  };
  const role = (name: string, path?: string): Role => newRole(MAIN_ACCOUNT, name, ids, path);
  const permissionSet = (name: string): Role => role(`AWSReservedSSO_${name}_${random.text(HEX, 16)}`, '/aws-reserved/sso.amazonaws.com/');
  const [powerUsers, readers] = [permissionSet('PowerUserAccess'), permissionSet('ReadOnly')];
  const suffix = random.text('abcdefghijklmnopqrstuvwxyz0123456789', 6);
  return {
    officeIps: [`192.0.2.${random.between(2, 120)}`, `192.0.2.${random.between(121, 250)}`],
    admins: [person(0), person(1)],
    developers: [2, 3, 4, 5, 6].map(person),
    groups: ['developers', 'analysts', 'operations'],
    buckets: ['assets', 'reports', 'backups', 'logs'].map((name) => `anycompany-${name}-${suffix}`),
    instances: regions.flatMap((region, index) =>
      Array.from({ length: index === 0 ? 6 : 1 }, () => ({
        id: `i-0${random.text(HEX, 16)}`,
        region,
        privateIp: `10.${index}.${random.below(256)}.${random.between(4, 254)}`,
        publicIp: `198.19.${random.below(256)}.${random.between(1, 254)}`,
      })),
    ),
    instanceRole: role('web-instance'),
    functions: ['order-intake', 'invoice-mailer', 'thumbnail-maker'].map((name, index) => ({
      name,
      role: role(`${name}-role`, '/service-role/'),
      region: index === 2 ? 'us-west-2' : HOME_REGION,
    })),
    deployRole: role('github-deploy'),
    terraformRole: role('terraform'),
    runnerRole: newRole(BUILD_ACCOUNT, 'ci-runner', ids),
    runnerIp: `198.18.${random.below(256)}.${random.between(1, 254)}`,
    ssoUsers: [7, 8, 9, 10].map((index) => ({ person: person(index), role: index % 2 === 0 ? readers : powerUsers })),
    vendorRole: role('vendor-monitoring'),
    vendorPrincipalId: `${ids.uniqueId('AROA')}:anyvendor-collector`,
    backupUser: newUser(MAIN_ACCOUNT, 'svc-backup', ids),
    backupIp: `192.0.2.${random.between(251, 254)}`,
    secrets: ['orders/database', 'billing/api', 'mail/relay'].map((name) => secretArn(name, random)),
    keyArn: `arn:aws:kms:${HOME_REGION}:${MAIN_ACCOUNT}:key/${random.uuid()}`,
  };
}

const secretArn = (name: string, random: Random): string =>
  `arn:aws:secretsmanager:${HOME_REGION}:${MAIN_ACCOUNT}:secret:${name}-${random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', 6)}`;
