import type { CloudTrailEvent, UserIdentity } from '../../../src/core/event.ts';
import { loginProfileId } from '../../../src/core/minting/login-profile.ts';
import type { Fate, Life } from './ledger.ts';
import { ACCOUNT, type Holder, OTHER_ACCOUNT, type World } from './world.ts';

/** One choice of everything that is left to chance. */
export interface Step {
  readonly deed: number;
  readonly who: number;
  readonly pick: number;
  readonly fate: Fate;
  readonly isUsed: boolean;
}

type Deed = (world: World, step: Step, by: Holder) => void;

const HOUR = 3_600;
const one = <Value>(values: readonly Value[], pick: number): Value | undefined => values[pick % Math.max(1, values.length)];
const isUser = ({ identity }: Holder): boolean => identity.type === 'IAMUser';
const isLongTerm = ({ id }: Holder): boolean => id.startsWith('AKIA');

/** A call by the attacker with a credential, which the logs show to be used if they hold the record. */
function does(world: World, by: Holder, name: string, more: Parameters<World['call']>[2] = {}): CloudTrailEvent {
  const entry = world.entries.find(({ id }) => id === by.id);
  if (entry !== undefined && more.fate !== 'lost') entry.used = true;
  return world.call(by, name, more);
}

/** Puts a new key into the attacker's hands, and uses it at once if it is to be used. */
function takes(world: World, holder: Holder, isUsed: boolean): void {
  world.holders.push(holder);
  if (!isUsed) return;
  world.passes(3);
  does(world, holder, 'ListBuckets', { source: 's3' });
}

/** A user for a new credential: the attacker's own, or one of the company. */
const someUser = (world: World, pick: number): Life =>
  one([...world.attackersUsers.filter(({ deleted }) => !deleted), world.companyUser], pick) ?? world.companyUser;

const createsUser: Deed = (world, { pick }, by) => {
  // Names of deleted users are taken again, by the attacker and by the owner.
  const free = world.attackersUsers.filter(
    ({ name, deleted }) => deleted && !world.attackersUsers.some((user) => user.name === name && !user.deleted),
  );
  const life = world.life('user', one(free, pick)?.name ?? `user-${world.next()}`, by.id);
  world.attackersUsers.push(life);
  does(world, by, 'CreateUser', {
    request: { userName: life.name },
    answer: { user: { userName: life.name, userId: life.principalId, arn: life.arn } },
  });
};

const createsKey: Deed = (world, { pick, fate, isUsed }, by) => {
  const life = someUser(world, pick);
  const id = world.keyId('AKIA');
  const answer = { accessKey: { accessKeyId: id, userName: life.name, status: 'Active' } };
  const event = does(world, by, 'CreateAccessKey', { request: { userName: life.name }, answer, fate });
  world.gained(by.id, event, { id, kind: 'access-key', life, fate });
  takes(world, world.userKey(life, id), isUsed);
};

const assumesRole: Deed = (world, { pick, fate, isUsed }, by) => {
  const life = one([...world.attackersRoles, world.companyRole], pick) ?? world.companyRole;
  const seconds = pick % 2 === 0 ? 900 : HOUR;
  const request = { roleArn: life.arn, roleSessionName: 'work' };
  // SDKs often ask twice at once, and never use the second session; it may be used all the same, and its mint be lost.
  const [hasTwin, hasRival] = [pick % 3 === 0, pick % 3 === 1 && isUsed];
  const mint = (id: string, how: Fate): void => {
    const answer = { ...world.credentials(id, seconds), assumedRoleUser: { assumedRoleId: `${life.principalId}:work` } };
    const event = does(world, by, 'AssumeRole', { source: 'sts', request, answer, fate: how });
    world.gained(by.id, event, { id, kind: 'role-session', life, fate: how, seconds, hasRival });
  };
  const id = world.keyId('ASIA');
  mint(id, fate);
  const holder = world.roleSession(life, id, seconds);
  if (hasTwin) mint(world.keyId('ASIA'), 'whole');
  if (hasRival) {
    const rival = world.keyId('ASIA');
    mint(rival, 'lost');
    takes(world, { ...holder, id: rival, identity: { ...holder.identity, accessKeyId: rival } }, true);
  }
  takes(world, holder, isUsed);
};

const crossesAccounts: Deed = (world, { fate, isUsed }, by) => {
  const id = world.keyId('ASIA');
  const life = { ...world.companyRole, name: 'partner', arn: `arn:aws:iam::${OTHER_ACCOUNT}:role/partner`, principalId: 'AROAPARTNEREXAMPLE' };
  const request = { roleArn: life.arn, roleSessionName: 'work' };
  const sharedEventID = `shared-${world.next()}`;
  const answer = world.credentials(id, HOUR);
  const event = does(world, by, 'AssumeRole', { source: 'sts', request, answer, fate, extra: { sharedEventID } });
  const foreign: UserIdentity = { type: 'AWSAccount', accountId: ACCOUNT, principalId: by.identity.principalId ?? '' };
  world.call(foreign, 'AssumeRole', { source: 'sts', request, answer, extra: { sharedEventID, recipientAccountId: OTHER_ACCOUNT } });
  world.gained(by.id, event, { id, kind: 'role-session', life, fate, seconds: HOUR, hasCopy: true });
  takes(world, world.roleSession(life, id, HOUR, 'work', OTHER_ACCOUNT), isUsed);
};

const getsSessionToken: Deed = (world, { fate, isUsed }, by) => {
  if (!isUser(by) || !isLongTerm(by)) return;
  const id = world.keyId('ASIA');
  const event = does(world, by, 'GetSessionToken', { source: 'sts', answer: world.credentials(id, 12 * HOUR), fate });
  world.gained(by.id, event, { id, kind: 'session-token', life: by.life, fate, seconds: 12 * HOUR });
  takes(world, world.userSession(by.life, id, 12 * HOUR), isUsed);
};

/** Federation, and from there the console. */
const federates: Deed = (world, { fate, isUsed, pick }, by) => {
  if (!isUser(by) || !isLongTerm(by)) return;
  const [id, name, seconds] = [world.keyId('ASIA'), `fed-${world.next()}`, 36 * HOUR];
  const arn = `arn:aws:sts::${ACCOUNT}:federated-user/${name}`;
  const answer = { ...world.credentials(id, seconds), federatedUser: { arn, federatedUserId: `${ACCOUNT}:${name}` } };
  const event = does(world, by, 'GetFederationToken', { source: 'sts', request: { name }, answer, fate });
  world.gained(by.id, event, { id, kind: 'federation-token', life: by.life, fate, seconds, isFederated: true });
  const federated = (accessKeyId: string): Holder => {
    const { sessionContext } = world.userSession(by.life, accessKeyId, seconds).identity;
    const sessionIssuer = { type: 'IAMUser', arn: by.life.arn, principalId: by.life.principalId };
    const identity = { type: 'FederatedUser', arn, principalId: `${ACCOUNT}:${name}`, accountId: ACCOUNT, accessKeyId };
    return { id: accessKeyId, life: by.life, expiresAt: null, identity: { ...identity, sessionContext: { ...sessionContext, sessionIssuer } } };
  };
  const holder = federated(id);
  if (!isUsed) return;
  takes(world, holder, true);
  if (pick % 2 === 0) return;
  world.passes(20);
  does(world, holder, 'GetSigninToken', { source: 'signin', answer: { credentials: { accessKeyId: id } } });
  world.passes(20);
  const signIn = world.call({ type: 'FederatedUser', arn, accountId: ACCOUNT }, 'ConsoleLogin', {
    source: 'signin',
    answer: { ConsoleLogin: 'Success' },
  });
  const console = world.keyId('ASIA');
  world.gained(id, signIn, { id: console, kind: 'console-session', life: by.life, fate: 'whole', seconds: 12 * HOUR, isFederated: true });
  takes(world, federated(console), true);
};

/** A password, and the sessions that it opens: one for each tab. */
const setsPassword: Deed = (world, { fate, isUsed, pick }, by) => {
  const life = someUser(world, pick);
  const id = loginProfileId(life.name);
  if (world.entries.some((entry) => entry.id === id)) return;
  const answer = { loginProfile: { userName: life.name } };
  const request = { userName: life.name };
  const event = does(world, by, life === world.companyUser ? 'UpdateLoginProfile' : 'CreateLoginProfile', { request, answer, fate });
  const entry = world.gained(by.id, event, { id, kind: 'login-profile', life, fate, isKey: false });
  if (!isUsed) return;
  world.passes(30);
  entry.used = true;
  const door: UserIdentity = { type: 'IAMUser', arn: life.arn, accountId: ACCOUNT, userName: life.name };
  // The sessions of a lost sign-in are known by the user, where the attacker made it.
  const signedIn: Fate = pick % 5 === 0 ? 'lost' : 'whole';
  if (signedIn === 'lost') entry.used = false;
  const signIn = world.call(door, 'ConsoleLogin', { source: 'signin', answer: { ConsoleLogin: 'Success' }, fate: signedIn });
  const tabs = [world.keyId('ASIA'), world.keyId('ASIA')].map((tab) => {
    world.gained(id, signIn, { id: tab, kind: 'console-session', life, fate: signedIn, seconds: 12 * HOUR });
    return world.userSession(life, tab, 12 * HOUR);
  });
  for (const tab of tabs) takes(world, tab, true);
};

const uploadsSshKey: Deed = (world, { fate, pick }, by) => {
  const life = someUser(world, pick);
  const id = `APKA${String(world.next()).padStart(9, '0')}EXAMPLE`;
  const answer = { sSHPublicKey: { sSHPublicKeyId: id, userName: life.name } };
  const event = does(world, by, 'UploadSSHPublicKey', { request: { userName: life.name }, answer, fate });
  world.gained(by.id, event, { id, kind: 'ssh-key', life, fate, isKey: false });
};

const createsRole: Deed = (world, _, by) => {
  const life = world.life('role', `role-${world.next()}`, by.id);
  world.attackersRoles.push(life);
  does(world, by, 'CreateRole', {
    request: { roleName: life.name },
    answer: { role: { roleName: life.name, roleId: life.principalId, arn: life.arn } },
  });
};

/** A session that a service or a stranger opens of a role. */
function opened(
  world: World,
  by: Holder,
  step: Step,
  opener: UserIdentity,
  life: Life,
  sessionName: string,
  onInstance = false,
  name = 'AssumeRole',
): void {
  const id = world.keyId('ASIA');
  world.passes(5);
  const answer = { ...world.credentials(id, 6 * HOUR), assumedRoleUser: { assumedRoleId: `${life.principalId}:${sessionName}` } };
  const provider = opener.identityProvider === undefined ? {} : { principalArn: opener.identityProvider };
  const request = { roleArn: life.arn, roleSessionName: sessionName, ...provider };
  const event = world.call(opener, name, { source: 'sts', request, answer, fate: step.fate });
  world.gained(by.id, event, { id, kind: 'role-session', life, fate: step.fate, seconds: 6 * HOUR, onInstance });
  takes(world, world.roleSession(life, id, 6 * HOUR, sessionName), step.isUsed);
}
const service = (name: string): UserIdentity => ({ type: 'AWSService', invokedBy: `${name}.amazonaws.com` });
const companyFunction = (pick: number): string => `company-fn-${pick % 3}`;
const instanceId = (world: World): string => `i-0${String(world.next()).padStart(16, '0')}`;

const launchesInstance: Deed = (world, step, by) => {
  const id = instanceId(world);
  does(world, by, 'RunInstances', { source: 'ec2', answer: { instancesSet: { items: [{ instanceId: id }] } } });
  opened(world, by, step, service('ec2'), world.companyRole, id, true);
};

const makesFunction: Deed = (world, step, by) => {
  const functionName = `fn-${world.next()}`;
  does(world, by, 'CreateFunction20150331', { source: 'lambda', request: { functionName, role: world.companyRole.arn } });
  opened(world, by, step, service('lambda'), world.companyRole, functionName);
};

/** New code for a function of the company: its sessions before are the company's, those after it may be either's. */
const takesFunction: Deed = (world, step, by) => {
  const functionName = companyFunction(step.pick);
  if (world.takenFunctions.has(functionName)) return;
  world.takenFunctions.add(functionName);
  does(world, by, 'UpdateFunctionCode20150331v2', { source: 'lambda', request: { functionName } });
  opened(world, by, step, service('lambda'), world.companyRole, functionName);
};

const letsProviderIn: Deed = (world, step, by) => {
  const identityProvider = `arn:aws:iam::${ACCOUNT}:saml-provider/p${world.next()}`;
  does(world, by, 'CreateSAMLProvider', { request: { name: 'p' }, answer: { sAMLProviderArn: identityProvider } });
  opened(world, by, step, { type: 'SAMLUser', userName: 'x', identityProvider }, world.companyRole, 'x', false, 'AssumeRoleWithSAML');
};

const callsThroughService: Deed = (world, { fate, pick, isUsed }, by) => {
  const creationDate = by.identity.sessionContext?.attributes?.creationDate ?? new Date(world.now).toISOString().replace('.000', '');
  const sessionContext = { ...by.identity.sessionContext, attributes: { creationDate, mfaAuthenticated: 'false' } };
  const forwarded: UserIdentity = { ...by.identity, accessKeyId: world.keyId('ASIA'), sessionContext, invokedBy: 'cloudformation.amazonaws.com' };
  does(world, by, 'CreateStack', { source: 'cloudformation' });
  world.passes(2);
  world.call(forwarded, 'DescribeVpcs', { source: 'ec2' });
  world.forwarded.set(by.id, (world.forwarded.get(by.id) ?? 0) + 1);
  if (!isUsed || fate !== 'whole') return;
  // The stack makes a key: it is the caller's.
  const life = someUser(world, pick);
  const id = world.keyId('AKIA');
  const event = world.call(forwarded, 'CreateAccessKey', {
    request: { userName: life.name },
    answer: { accessKey: { accessKeyId: id, userName: life.name } },
  });
  world.forwarded.set(by.id, (world.forwarded.get(by.id) ?? 0) + 1);
  world.gained(by.id, event, { id, kind: 'access-key', life, fate: 'whole' });
  takes(world, world.userKey(life, id), pick % 2 === 0);
};

const justCalls: Deed = (world, _, by) => {
  does(world, by, 'GetCallerIdentity', { source: 'sts' });
};

const isFailing: Deed = (world, _, by) => {
  does(world, by, 'CreateAccessKey', { extra: { errorCode: 'AccessDenied', requestParameters: null } });
};

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
const attackerDeletesUser: Deed = (world, { pick }, by) => deletesUser(world, pick, by, true);
const ownerDeletesUser: Deed = (world, { pick }) => deletesUser(world, pick, world.admin, false);

const ownerEndsKey: Deed = (world, { pick }) => {
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
const ownerTakesName: Deed = (world, { pick }) => {
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
const ownerWorks: Deed = (world, { pick }) => {
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

/** The owner uses the very key that leaked, and mints with it. */
const ownerUsesSeed: Deed = (world) => {
  const id = world.keyId('ASIA');
  const event = world.call(world.seed, 'GetSessionToken', { source: 'sts', answer: world.credentials(id, HOUR), ip: '198.51.100.7' });
  world.ownersEvents.add(event.eventID);
  world.call(world.userSession(world.seed.life, id, HOUR), 'ListBuckets', { source: 's3', ip: '198.51.100.7' });
};

/** The owner signs in to the console, as long as the password is his. */
const ownerSignsIn: Deed = (world) => {
  const { companyUser } = world;
  if (world.entries.some(({ id, fate }) => id === loginProfileId(companyUser.name) && fate !== 'lost')) return;
  const door: UserIdentity = { type: 'IAMUser', arn: companyUser.arn, accountId: ACCOUNT, userName: companyUser.name };
  world.call(door, 'ConsoleLogin', { source: 'signin', answer: { ConsoleLogin: 'Success' } });
  world.call(world.userSession(companyUser, world.keyId('ASIA'), 12 * HOUR), 'ListBuckets', { source: 's3' });
};

/** Another key of the seed's user works at the moment at which a service acts for the leaked one. */
const ownerWorksBeside: Deed = (world) => {
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
const ownerHelps: Deed = (world, { pick }) => {
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

/** What may happen; what happens often stands here more than once. */
export const deeds: readonly Deed[] = [
  createsUser,
  createsUser,
  createsKey,
  createsKey,
  createsKey,
  assumesRole,
  assumesRole,
  assumesRole,
  crossesAccounts,
  getsSessionToken,
  getsSessionToken,
  federates,
  setsPassword,
  uploadsSshKey,
  createsRole,
  launchesInstance,
  makesFunction,
  letsProviderIn,
  callsThroughService,
  justCalls,
  isFailing,
  attackerDeletesUser,
  ownerDeletesUser,
  ownerEndsKey,
  ownerTakesName,
  ownerWorks,
  ownerUsesSeed,
  ownerHelps,
  takesFunction,
  ownerSignsIn,
  ownerWorksBeside,
];
