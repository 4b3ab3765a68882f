import type { CredentialKind, Stage } from '../../core/case.ts';
import type { CloudTrailEvent, UserIdentity } from '../../core/event.ts';
import { loginProfileId } from '../../core/minting/login-profile.ts';
import type { Call } from '../cloud/call.ts';
import type { Caller } from '../cloud/cloud.ts';
import { attachUserPolicy, createAccessKey, createLoginProfile, createUser, deleteAccessKey, deleteUser, putUserPolicy } from '../cloud/iam.ts';
import { byFederatedUser, byRoleSession, byUserSession, federatedArn } from '../cloud/identity.ts';
import type { Role, User } from '../cloud/principal.ts';
import { denial } from '../cloud/refusal.ts';
import { assumeRole, getFederationToken, getSessionToken, type NewSession } from '../cloud/sts.ts';
import type { Ledger, StoryPrincipal } from './ledger.ts';

/** Where the attacker sits and what the attacker types with. */
export interface Desk {
  readonly sourceIp: string;
  /** The user agent that the tool sends with a call. */
  readonly agent: (call: Call) => string;
  readonly region: string;
  readonly console?: true;
}

export const asPrincipal = (user: User): StoryPrincipal => ({ arn: user.arn, kind: 'user', principalId: user.userId });

/** A credential in the attacker's hand, at one desk. What its calls bring about goes into the ledger at once. Times are milliseconds. */
export class Hand {
  readonly credential: string;
  readonly #ledger: Ledger;
  readonly #identity: UserIdentity;
  readonly #desk: Desk;

  constructor(ledger: Ledger, credential: string, identity: UserIdentity, desk: Desk) {
    this.#ledger = ledger;
    this.credential = credential;
    this.#identity = identity;
    this.#desk = desk;
  }

  does(stage: Stage, at: number, call: Call): CloudTrailEvent {
    return this.#ledger.attack(stage, this.caller(call), call, { at, region: this.#desk.region });
  }

  /** A call that permissions refuse. `resource` is what the refusal names. */
  isRefused(stage: Stage, at: number, call: Call, resource?: string): CloudTrailEvent {
    const refusal = denial(call, this.#identity.arn ?? '', resource);
    return this.#ledger.attack(stage, this.caller(call), call, { at, region: this.#desk.region, refusal });
  }

  createsUser(at: number, user: User): void {
    this.#ledger.created(this.credential, this.does('persistence', at, createUser(user, at)), asPrincipal(user));
  }

  attachesPolicy(at: number, user: User, policyArn: string): void {
    const event = this.does('privilegeEscalation', at, attachUserPolicy(user.userName, policyArn));
    this.#ledger.escalated(this.credential, event, asPrincipal(user));
  }

  mintsKey(at: number, user: User, accessKeyId: string): void {
    const event = this.does('persistence', at, createAccessKey(user, accessKeyId, at));
    this.#ledger.minted(this.credential, event, { id: accessKeyId, kind: 'access-key', principal: asPrincipal(user) });
  }

  putsPolicy(at: number, user: User, policyName: string, policyDocument: string): void {
    const event = this.does('privilegeEscalation', at, putUserPolicy(user.userName, policyName, policyDocument));
    this.#ledger.escalated(this.credential, event, asPrincipal(user));
  }

  givesPassword(at: number, user: User): void {
    const event = this.does('persistence', at, createLoginProfile(user, at));
    this.#ledger.minted(this.credential, event, { id: loginProfileId(user.userName), kind: 'login-profile', principal: asPrincipal(user) });
  }

  /** Takes a role. Returns the session, at the desk where it will be used. */
  assumes(role: Role, sessionName: string, session: NewSession, desk = this.#desk): Hand {
    const principal: StoryPrincipal = { arn: role.arn, kind: 'role', principalId: role.roleId };
    const identity = byRoleSession(role, sessionName, session.accessKeyId, { at: session.at, mfa: false });
    return this.#opens('lateralMovement', assumeRole(role, sessionName, session), session, { kind: 'role-session', principal, identity, desk });
  }

  /** Changes a long-term key for a session of the same user, which lives on when the key is switched off. */
  getsSessionToken(user: User, session: NewSession, desk = this.#desk): Hand {
    const identity = byUserSession(user, session.accessKeyId, { at: session.at, mfa: false });
    const made = { kind: 'session-token' as const, principal: asPrincipal(user), identity, desk };
    return this.#opens('persistence', getSessionToken(session), session, made);
  }

  getsFederationToken(user: User, name: string, policy: string, session: NewSession, desk = this.#desk): Hand {
    const principal: StoryPrincipal = { arn: federatedArn(user.accountId, name), kind: 'federated-user', principalId: `${user.accountId}:${name}` };
    const identity = byFederatedUser(user, name, session.accessKeyId, { at: session.at, mfa: false });
    const made = { kind: 'federation-token' as const, principal, identity, desk };
    return this.#opens('persistence', getFederationToken(user, name, policy, session), session, made);
  }

  #opens(
    stage: Stage,
    call: Call,
    { accessKeyId, at, seconds }: NewSession,
    made: { readonly kind: CredentialKind; readonly principal: StoryPrincipal; readonly identity: UserIdentity; readonly desk: Desk },
  ): Hand {
    const event = this.does(stage, at, call);
    this.#ledger.minted(this.credential, event, { id: accessKeyId, kind: made.kind, principal: made.principal, expiresAt: at + seconds * 1000 });
    return new Hand(this.#ledger, accessKeyId, made.identity, made.desk);
  }

  deletesKey(at: number, user: User, accessKeyId: string): void {
    this.#ledger.deletedCredential(this.credential, this.does('impact', at, deleteAccessKey(user.userName, accessKeyId)), accessKeyId);
  }

  deletesUser(at: number, user: User): void {
    this.#ledger.deletedPrincipal(this.credential, this.does('impact', at, deleteUser(user.userName)), asPrincipal(user));
  }

  caller(call: Call): Caller {
    const { sourceIp, agent, console } = this.#desk;
    return { identity: this.#identity, sourceIp, userAgent: agent(call), ...(console === undefined ? {} : { console }) };
  }
}
