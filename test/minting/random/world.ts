import { isoSeconds } from '../../../src/core/aws-time.ts';
import type { CredentialKind } from '../../../src/core/case.ts';
import type { CloudTrailEvent, UserIdentity } from '../../../src/core/event.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { englishTime } from '../../../src/simulate/cloud/english-time.ts';
import type { Entry, Fate, Life } from './ledger.ts';

export const ACCOUNT = '111122223333';
export const OTHER_ACCOUNT = '444455556666';
const SECOND = 1_000;

/** Who can call: a key with the identity that its records carry. */
export interface Holder {
  readonly id: string;
  readonly identity: UserIdentity;
  /** The user or role it acts as. */
  readonly life: Life;
  readonly expiresAt: number | null;
}

export interface Mint {
  readonly id: string;
  readonly kind: CredentialKind;
  readonly life: Life | null;
  readonly fate: Fate;
  readonly seconds?: number;
  readonly isKey?: boolean;
  readonly isFederated?: boolean;
  readonly hasCopy?: boolean;
  readonly hasRival?: boolean;
  readonly onInstance?: boolean;
}

/** A company and an attacker in it: what they do becomes records, and what the attacker gains is written down. */
export class World {
  readonly records: CloudTrailEvent[] = [];
  readonly entries: Entry[] = [];
  /** Keys that others made for users of the attacker. */
  readonly helped: { readonly id: string; readonly life: Life }[] = [];
  /** Keys of services that acted while two keys of the caller's user called. */
  readonly shared: { readonly id: string; readonly caller: string }[] = [];
  /** Functions of the company that the attacker has taken over. */
  readonly takenFunctions = new Set<string>();
  readonly holders: Holder[] = [];
  readonly attackersUsers: Life[] = [];
  readonly attackersRoles: Life[] = [];
  readonly ownersEvents = new Set<string>();
  /** Forwarded calls by the credential in whose name they were made. */
  readonly forwarded = new Map<string, number>();
  readonly admin: Holder;
  readonly seed: Holder;
  /** Key of the seed's user that did not leak. */
  readonly secondKey: string;
  readonly companyUser: Life;
  readonly companyRole: Life;
  now = Date.parse('2026-01-07T00:00:00Z');
  #count = 0;

  constructor() {
    this.companyUser = this.life('user', 'admin', null);
    this.companyRole = this.life('role', 'ops', null);
    this.admin = this.userKey(this.life('user', 'chief', null), this.keyId('AKIA'));
    this.seed = this.userKey(this.life('user', 'seed', null), this.keyId('AKIA'));
    this.secondKey = this.keyId('AKIA');
    this.holders.push(this.seed);
  }

  /** A number that was not given before, for names and ids. */
  next(): number {
    this.#count += 1;
    return this.#count;
  }

  keyId(prefix: 'AKIA' | 'ASIA'): string {
    return `${prefix}I${String(this.next()).padStart(8, '0')}EXAMPLE`;
  }

  life(kind: 'user' | 'role', name: string, maker: string | null): Life {
    const principalId = `${kind === 'user' ? 'AIDA' : 'AROA'}${String(this.next()).padStart(10, '0')}EXAMPLE`;
    return { name, arn: `arn:aws:iam::${ACCOUNT}:${kind}/${name}`, principalId, maker, deleted: false };
  }

  userKey(life: Life, id: string): Holder {
    const identity = { type: 'IAMUser', arn: life.arn, accountId: ACCOUNT, accessKeyId: id, userName: life.name, principalId: life.principalId };
    return { id, identity, life, expiresAt: null };
  }

  userSession(life: Life, id: string, seconds: number): Holder {
    const attributes = { creationDate: isoSeconds(this.now), mfaAuthenticated: 'false' };
    return {
      ...this.userKey(life, id),
      identity: { ...this.userKey(life, id).identity, sessionContext: { attributes } },
      expiresAt: this.now + seconds * SECOND,
    };
  }

  roleSession(life: Life, id: string, seconds: number, sessionName = 'work', account = ACCOUNT): Holder {
    const identity: UserIdentity = {
      type: 'AssumedRole',
      principalId: `${life.principalId}:${sessionName}`,
      arn: `arn:aws:sts::${account}:assumed-role/${life.name}/${sessionName}`,
      accountId: account,
      accessKeyId: id,
      sessionContext: {
        attributes: { creationDate: isoSeconds(this.now), mfaAuthenticated: 'false' },
        sessionIssuer: { type: 'Role', arn: life.arn, principalId: life.principalId, accountId: account, userName: life.name },
      },
    };
    return { id, identity, life, expiresAt: this.now + seconds * SECOND };
  }

  /** A record of a call. With `fate` cut it has no answer, when lost it is not there. */
  call(
    by: Holder | UserIdentity,
    name: string,
    more: { source?: string; request?: JsonObject; answer?: JsonObject; fate?: Fate; ip?: string; extra?: Partial<CloudTrailEvent> } = {},
  ): CloudTrailEvent {
    const event: CloudTrailEvent = {
      eventVersion: '1.11',
      userIdentity: 'identity' in by ? by.identity : by,
      eventTime: isoSeconds(this.now),
      eventSource: `${more.source ?? 'iam'}.amazonaws.com`,
      eventName: name,
      awsRegion: 'us-east-1',
      sourceIPAddress: more.ip ?? '203.0.113.77',
      userAgent: 'aws-cli/2',
      requestParameters: more.request ?? null,
      responseElements: more.fate === 'cut' ? null : (more.answer ?? null),
      eventID: `event-${this.next()}`,
      eventType: 'AwsApiCall',
      recipientAccountId: ACCOUNT,
      ...more.extra,
    };
    if (more.fate !== 'lost') this.records.push(event);
    return event;
  }

  /** The answer of STS with a new key that lives so many seconds. */
  credentials(id: string, seconds: number): JsonObject {
    return { credentials: { accessKeyId: id, expiration: englishTime(this.now + seconds * SECOND), sessionToken: '***' } };
  }

  /** Writes down what the attacker's call brought about. */
  gained(parent: string, event: CloudTrailEvent, mint: Mint): Entry {
    const { seconds, ...rest } = mint;
    const expiresAt = seconds === undefined ? null : this.now + seconds * SECOND;
    const usual = { isKey: true, isFederated: false, hasCopy: false, hasRival: false, onInstance: false, used: false, ended: null };
    const entry: Entry = { ...usual, ...rest, parent, eventId: event.eventID, expiresAt };
    this.entries.push(entry);
    return entry;
  }

  passes(seconds: number): void {
    this.now += seconds * SECOND;
  }
}
