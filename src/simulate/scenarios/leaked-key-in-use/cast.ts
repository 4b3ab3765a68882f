import type { Call } from '../../cloud/call.ts';
import { cliCommand } from '../../cloud/cli-command.ts';
import { newRole, newUser, type Role, type User } from '../../cloud/principal.ts';
import { awsCli, boto3, classicCli, goSdk } from '../../cloud/user-agents.ts';
import { HOME_REGION, MAIN_ACCOUNT } from '../../company/company.ts';
import type { Random } from '../../random.ts';
import type { Setting } from '../../scenario.ts';
import type { Desk } from '../../story/hand.ts';

/** Who takes part: names, networks and tools of this seed. */
export interface Cast {
  readonly owner: User;
  readonly ownerKey: string;
  readonly homeIp: string;
  /** Where the owner is for one evening: an address that nobody else has, with the tools that the owner always uses. */
  readonly hotelIp: string;
  /** Role that the owner's Terraform takes every day. */
  readonly deployRole: Role;
  /** Role that the owner may take and never does: it may administer users. */
  readonly opsRole: Role;
  /** Role that only the one before may take. */
  readonly dataRole: Role;
  readonly adminRole: Role;
  /** User that the attacker makes, named so that nobody stumbles over it. */
  readonly backdoor: User;
  readonly colleague: User;
  /** Three of the attacker's places. The third is for what comes days later. */
  readonly desks: readonly [Desk, Desk, Desk];
}

const OWNERS = ['mlindqvist', 'tokonkwo', 'rdelgado', 'ypark', 'cmoretti', 'hbergstrom', 'nsharma', 'jtremblay'];
const BACKDOORS = ['aws-support-sync', 'svc-backups', 'cloudwatch-agent', 'terraform-ci2', 'ssm-automation'];

export function castOf({ random, ids, company }: Setting): Cast {
  const colleague = company.developers[0];
  if (colleague === undefined) throw new Error('the company has no developer');
  const addresses = attackerAddresses(random);
  const tool = random.pick(tools);
  const desk = (index: number): Desk => ({
    sourceIp: addresses[index] ?? '',
    agent: random.chance(0.6) ? tool : random.pick(tools),
    region: HOME_REGION,
  });
  return {
    owner: newUser(MAIN_ACCOUNT, random.pick(OWNERS), ids),
    ownerKey: ids.key('AKIA'),
    homeIp: `100.${random.between(64, 127)}.${random.below(256)}.${random.between(1, 254)}`,
    hotelIp: `198.19.${random.below(256)}.${random.between(1, 254)}`,
    deployRole: newRole(MAIN_ACCOUNT, 'app-deploy', ids),
    opsRole: newRole(MAIN_ACCOUNT, random.pick(['ops-automation', 'platform-maintenance', 'helpdesk-tools']), ids),
    dataRole: newRole(MAIN_ACCOUNT, random.pick(['analytics-reader', 'data-export']), ids),
    adminRole: newRole(MAIN_ACCOUNT, 'OrganizationAccountAccessRole', ids),
    backdoor: newUser(MAIN_ACCOUNT, random.pick(BACKDOORS), ids),
    colleague: colleague.user,
    desks: [desk(0), desk(1), desk(2)],
  };
}

/** Addresses of three networks for documentation and tests; the company's are elsewhere in them or in others. */
function attackerAddresses(random: Random): string[] {
  const networks = [
    `203.0.113.${random.between(2, 254)}`,
    `198.51.100.${random.between(2, 254)}`,
    `198.18.${random.between(200, 255)}.${random.between(1, 254)}`,
  ];
  return random.shuffled(networks);
}

const tools: readonly ((call: Call) => string)[] = [
  (call) => awsCli('2.24.1', 'linux', cliCommand(call)),
  (call) => classicCli('2.13.22', 'linux', cliCommand(call)),
  () => boto3('1.34.46', '3.11.2'),
  (call) => goSdk('1.30.3', call.service),
];
