import type { UserIdentity } from '../../../src/core/event.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { loginProfileId } from '../../../src/core/minting/login-profile.ts';
import { type Deed, does, HOUR, isLongTerm, isUser, one, someUser, takes } from './deed.ts';
import {
  launchesInstance,
  letsPersonIn,
  letsProviderIn,
  makesFunction,
  makesGroup,
  takesFunction,
  triggersFunction,
} from './deeds-through-others.ts';
import type { Fate } from './ledger.ts';
import {
  attackerDeletesUser,
  ownerDeletesUser,
  ownerEndsKey,
  ownerHelps,
  ownerScales,
  ownerSignsIn,
  ownerTakesName,
  ownerUsesSeed,
  ownerWorks,
  ownerWorksBeside,
} from './owner-deeds.ts';
import { ACCOUNT, type Holder, OTHER_ACCOUNT } from './world.ts';

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

/** A service hands out a session of a role that it holds: its record says no more than the key. */
const getsFromService: Deed = (world, { fate, isUsed, pick }, by) => {
  const id = world.keyId('ASIA');
  const { credentials } = world.credentials(id, HOUR);
  const [source, name, answer] =
    pick % 2 === 0
      ? (['eks-auth', 'AssumeRoleForPodIdentity', { credentials }] as const)
      : (['lakeformation', 'GetTemporaryGlueTableCredentials', credentials] as const);
  // Without the answer nothing ties the session to the call.
  const how = fate === 'cut' ? 'whole' : fate;
  const event = does(world, by, name, { source, answer: answer as JsonObject, fate: how });
  world.gained(by.id, event, { id, kind: 'role-session', life: world.companyRole, fate: how, seconds: HOUR });
  takes(world, world.roleSession(world.companyRole, id, HOUR), isUsed);
};

const justCalls: Deed = (world, _, by) => {
  does(world, by, 'GetCallerIdentity', { source: 'sts' });
};

const isFailing: Deed = (world, _, by) => {
  does(world, by, 'CreateAccessKey', { extra: { errorCode: 'AccessDenied', requestParameters: null } });
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
  triggersFunction,
  makesGroup,
  letsPersonIn,
  ownerScales,
  getsFromService,
];
