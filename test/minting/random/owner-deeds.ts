import type { UserIdentity } from '../../../src/core/event.ts';
import { loginProfileId } from '../../../src/core/minting/login-profile.ts';
import { type Deed, does, HOUR, one } from './deed.ts';
import { companyFunction, instanceId, launchesForGroup, PERMISSION_SET, service, takesFromPortal } from './deeds-through-others.ts';
import { ACCOUNT, type Holder, type World } from './world.ts';

const deletesUser = (world: World, pick: number, by: Holder, isAttacker: boolean): void => {
  const life = one(
    world.attackersUsers.filter(({ deleted }) => !deleted),
    pick,
  );
  // Nobody saws off the branch on which he sits.
  if (life === undefined || by.life === life) return;
  const request = { userName: life.name };
  if (isAttacker) does(world, by, 'DeleteUser', { request });
  else world.call(by, 'DeleteUser', { request });
  life.deleted = true;
};
export const attackerDeletesUser: Deed = (world, { pick }, by) => deletesUser(world, pick, by, true);
export const ownerDeletesUser: Deed = (world, { pick }) => deletesUser(world, pick, world.admin, false);

export const ownerEndsKey: Deed = (world, { pick }) => {
  const entry = one(
    world.entries.filter(({ kind, ended, life }) => kind === 'access-key' && ended === null && !life?.deleted),
    pick,
  );
  if (entry === undefined) return;
  const request = { userName: entry.life?.name ?? '', accessKeyId: entry.id, status: 'Inactive' };
  world.call(world.admin, pick % 2 === 0 ? 'DeleteAccessKey' : 'UpdateAccessKey', { request });
  entry.ended = pick % 2 === 0 ? 'deleted' : 'inactive';
};

/** The owner gives the name of a deleted user of the attacker to somebody else. */
export const ownerTakesName: Deed = (world, { pick }) => {
  const taken = one(
    world.attackersUsers.filter(({ name, deleted }) => deleted && !world.attackersUsers.some((user) => user.name === name && !user.deleted)),
    pick,
  );
  if (taken === undefined) return;
  const life = world.life('user', taken.name, null);
  const answer = { user: { userName: life.name, userId: life.principalId, arn: life.arn } };
  world.call(world.admin, 'CreateUser', { request: { userName: life.name }, answer });
  const id = world.keyId('AKIA');
  world.call(world.admin, 'CreateAccessKey', { request: { userName: life.name }, answer: { accessKey: { accessKeyId: id, userName: life.name } } });
  world.call(world.userKey(life, id), 'ListBuckets', { source: 's3' });
  world.passes(60);
  world.call(world.admin, 'DeleteUser', { request: { userName: life.name } });
};

/** The company at work, in the same ways. */
export const ownerWorks: Deed = (world, { pick }) => {
  const id = world.keyId('ASIA');
  const name = pick % 2 === 0 ? instanceId(world) : companyFunction(pick);
  if (world.takenFunctions.has(name)) return;
  const opener = service(pick % 2 === 0 ? 'ec2' : 'lambda');
  world.call(opener, 'AssumeRole', {
    source: 'sts',
    request: { roleArn: world.companyRole.arn, roleSessionName: name },
    answer: world.credentials(id, HOUR),
  });
  world.call(world.roleSession(world.companyRole, id, HOUR, name), 'ListBuckets', { source: 's3' });
  world.passes(40);
  const own = world.keyId('ASIA');
  world.call(world.admin, 'AssumeRole', {
    source: 'sts',
    request: { roleArn: world.companyRole.arn, roleSessionName: 'work' },
    answer: world.credentials(own, HOUR),
  });
  world.call(world.roleSession(world.companyRole, own, HOUR), 'ListBuckets', { source: 's3' });
};

/** People of the company come through the portal, and its groups grow. */
export const ownerScales: Deed = (world) => {
  const person = `employee-${world.next()}`;
  const { id } = takesFromPortal(world, person, 'whole');
  world.call(world.roleSession(PERMISSION_SET, id, HOUR, person), 'ListBuckets', { source: 's3' });
  launchesForGroup(world, 'company-group', instanceId(world));
};

/** The owner uses the very key that leaked, and mints with it. */
export const ownerUsesSeed: Deed = (world) => {
  const id = world.keyId('ASIA');
  const event = world.call(world.seed, 'GetSessionToken', { source: 'sts', answer: world.credentials(id, HOUR), ip: '198.51.100.7' });
  world.ownersEvents.add(event.eventID);
  world.call(world.userSession(world.seed.life, id, HOUR), 'ListBuckets', { source: 's3', ip: '198.51.100.7' });
};

/** The owner signs in to the console, as long as the password is his. */
export const ownerSignsIn: Deed = (world) => {
  const { companyUser } = world;
  if (world.entries.some(({ id, fate }) => id === loginProfileId(companyUser.name) && fate !== 'lost')) return;
  const door: UserIdentity = { type: 'IAMUser', arn: companyUser.arn, accountId: ACCOUNT, userName: companyUser.name };
  world.call(door, 'ConsoleLogin', { source: 'signin', answer: { ConsoleLogin: 'Success' } });
  world.call(world.userSession(companyUser, world.keyId('ASIA'), 12 * HOUR), 'ListBuckets', { source: 's3' });
};

/** Another key of the seed's user works at the moment at which a service acts for the leaked one. */
export const ownerWorksBeside: Deed = (world) => {
  const { seed } = world;
  const attributes = { creationDate: new Date(world.now).toISOString().replace('.000', ''), mfaAuthenticated: 'false' };
  const id = world.keyId('ASIA');
  does(world, seed, 'GetSecretValue', { source: 'secretsmanager' });
  world.call(world.userKey(seed.life, world.secondKey), 'GetSecretValue', { source: 'secretsmanager' });
  world.call({ ...seed.identity, accessKeyId: id, sessionContext: { attributes }, invokedBy: 'secretsmanager.amazonaws.com' }, 'Decrypt', {
    source: 'kms',
  });
  world.shared.push({ id, caller: seed.id });
};

/** An unwitting administrator makes a key for a user of the attacker. */
export const ownerHelps: Deed = (world, { pick }) => {
  const life = one(
    world.attackersUsers.filter(({ deleted }) => !deleted),
    pick,
  );
  if (life === undefined) return;
  const id = world.keyId('AKIA');
  world.call(world.admin, 'CreateAccessKey', { request: { userName: life.name }, answer: { accessKey: { accessKeyId: id, userName: life.name } } });
  world.call(world.userKey(life, id), 'ListBuckets', { source: 's3' });
  world.helped.push({ id, life });
};
