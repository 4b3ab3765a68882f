import { isIP } from 'node:net';
import { accountOfId, DOCUMENTATION_KEY_ID, isAccessKeyId, isLongTermKeyId } from '../../core/access-key-id.ts';
import { nameOfArn, parseArn } from '../../core/arn.ts';
import type { Coverage } from '../../core/case.ts';
import { credentialKindOf } from '../../core/credential-kind.ts';
import { KeytrailError } from '../../core/errors.ts';
import { type CloudTrailEvent, callerKeyId, principalArn, succeeded } from '../../core/event.ts';
import { formatCount } from '../../core/format-count.ts';
import { groupBy } from '../../core/group-by.ts';
import { isAddress } from '../../core/source-address.ts';
import { spanSentence, type TimeWindow } from '../../core/time-window.ts';
import { mintsByKey } from '../../lineage/cut-sessions.ts';
import type { EventStore } from '../../lineage/event-store.ts';
import type { Origin } from '../../lineage/lineage.ts';
import { mintedBy } from '../../lineage/links.ts';
import { namePortalSessions } from '../../lineage/portal-sessions.ts';
import { keysOfConsoleSession, signedIn } from './console-seeds.ts';
import type { Subject } from './parse-subject.ts';

/** Where an investigation begins. */
export interface Seeds {
  /** Credentials at depth 0. */
  readonly origins: readonly Origin[];
  /** Addresses that the subject itself accuses: a suspicious address, or the one of a suspicious event. */
  readonly accused: readonly string[];
}

const MINTER = { actor: 'unknown', certainty: 'certain', rule: 'named in the answer to the call' } as const;

/**
 * The credentials that a subject names: the key itself, the keys of a user, the sessions of a role, what was used from an address.
 *
 * @throws KeytrailError `KT_SUBJECT_UNKNOWN` when these logs hold nothing of it
 */
export async function findSeeds(store: EventStore, { kind, id }: Subject, coverage: Coverage, window: TimeWindow = {}): Promise<Seeds> {
  const origins = await originsOf(store, kind, id);
  if (origins.length === 0) throw unknownSubject(kind, id, coverage, window, await callsNaming(store, kind, id));
  return { origins, accused: await accusedBy(store, kind, id) };
}

async function originsOf(store: EventStore, kind: Subject['kind'], id: string): Promise<Origin[]> {
  switch (kind) {
    case 'access-key':
      return ofKey(store, id, await store.byKeys([id]));
    case 'user':
      return ofCaller(store, await ofPrincipal(store, kind, id), id, await mintedFor(store, id));
    case 'role':
      return ofRole(store, id);
    case 'session':
      return ofCaller(store, await store.byPrincipalArns([id]), id);
    case 'source-ip':
      return byEvents(store, await store.byAddresses(spellingsOf(id)), `${id} occurs`);
    case 'event':
      return byEvents(store, await store.byEventIds([id]), `event ${id} stands`);
  }
}

/** Calls of others that say something of a key, user or role which itself did nothing. */
async function callsNaming(store: EventStore, kind: Subject['kind'], id: string): Promise<CloudTrailEvent[]> {
  if (kind === 'access-key') return store.naming(id);
  return kind === 'user' || kind === 'role' ? store.naming(nameOfArn(id)) : [];
}

async function accusedBy(store: EventStore, kind: Subject['kind'], id: string): Promise<string[]> {
  if (kind === 'source-ip') return spellingsOf(id);
  if (kind !== 'event') return [];
  return (await store.byEventIds([id])).map((event) => event.sourceIPAddress).filter(isAddress);
}

/** One key that was named, and those that stand for the same session. */
async function ofKey(store: EventStore, id: string, uses: readonly CloudTrailEvent[]): Promise<Origin[]> {
  const origins = await keyOrigins(store, id, uses);
  return (await Promise.all(origins.map((origin) => keysOfConsoleSession(store, origin, uses)))).flat();
}

/** One key: who it belongs to, and who minted it where the data shows it. A key that was minted and never used is known by its mint alone. */
async function keyOrigins(store: EventStore, id: string, uses: readonly CloudTrailEvent[]): Promise<Origin[]> {
  const [first] = uses;
  const mints = await store.mintsOf(id, isLongTermKeyId(id) ? 'access-key' : undefined);
  const born = mints.map((event) => mintedBy(event, MINTER, 0)).find((origin) => origin?.id === id);
  if (first === undefined) return born === undefined || born === null ? [] : [born];
  return [joined(used(id, uses, first), born ?? undefined)];
}

/** A key with what its uses and the record of its mint tell. */
const joined = (use: Origin, born: Origin | undefined): Origin =>
  born === undefined ? use : { ...use, ...born, principal: use.principal ?? born.principal };

/** What uses tell of their key. Some records lack the ARN. */
const used = (id: string, uses: readonly CloudTrailEvent[], first: CloudTrailEvent): Origin => ({
  id,
  kind: credentialKindOf(first),
  principal: uses.map(({ userIdentity }) => principalArn(userIdentity)).find((arn) => arn !== null) ?? null,
  depth: 0,
  mint: null,
  expiresAt: null,
  cut: false,
});

/** The keys behind these events, with their mints where the data has them. Keys that only services forwarded are the parent's own calls. */
async function byKey(store: EventStore, events: readonly CloudTrailEvent[]): Promise<Origin[]> {
  const direct = events.filter((event) => event.userIdentity?.invokedBy === undefined);
  const groups = [...groupBy(direct, (event) => callerKeyId(event) ?? '')].filter(([id]) => isAccessKeyId(id));
  const mints = await mintsByKey(
    store,
    groups.flatMap(([, uses]) => uses.slice(0, 1)),
  );
  return groups.flatMap(([id, uses]) => {
    const [first, mint] = [uses[0], mints.get(id)];
    const born = mint === undefined ? null : mintedBy(mint, MINTER, 0);
    return first === undefined ? [] : [joined(used(id, uses, first), born ?? undefined)];
  });
}

/** What somebody used and signed in with, and what was made for him; who shows in other calls alone is not said to be missing. */
async function ofCaller(store: EventStore, events: readonly CloudTrailEvent[], arn: string, made: readonly Origin[] = []): Promise<Origin[]> {
  const keyless = events.filter((event) => callerKeyId(event) === null);
  const signedInto = await Promise.all(keyless.map((event) => signedIn(store, event)));
  const origins = [...(await byKey(store, events)), ...made, ...signedInto.flat()].filter(isFirst);
  return origins.length > 0 ? origins : byEvents(store, events, `${arn} occurs`);
}

/** The sessions of a role that were used; of a role that never was, those that were opened. */
async function ofRole(store: EventStore, arn: string): Promise<Origin[]> {
  const events = await ofPrincipal(store, 'role', arn);
  const mints = events.length > 0 ? [] : await store.mintsOf(`:assumed-role/${nameOfArn(arn)}/`);
  const opened = mints.flatMap((event) => mintedBy(event, MINTER, 0) ?? []).filter(({ principal }) => isSamePrincipal(principal, arn));
  return ofCaller(store, events, arn, opened);
}

/** People leave out the path. */
const isSamePrincipal = (one: string | null, other: string): boolean =>
  one !== null && nameOfArn(one) === nameOfArn(other) && parseArn(one)?.accountId === parseArn(other)?.accountId;

/** The events of a user or role. The ARN of a session does not hold the path of its role, and people leave out that of users: then the name is looked for. */
async function ofPrincipal(store: EventStore, kind: 'user' | 'role', arn: string): Promise<CloudTrailEvent[]> {
  const events = await store.byPrincipalArns([arn]);
  const { accountId, resource } = parseArn(arn) ?? { accountId: '', resource: 'root' };
  return events.length > 0 || resource === 'root' ? events : store.byPrincipalName(kind, accountId, nameOfArn(arn));
}

/** What was made for a user in these logs, keys and passwords: a sleeper shows in no call of the user. */
async function mintedFor(store: EventStore, userArn: string): Promise<Origin[]> {
  const origins = (await store.mintsOf(JSON.stringify(nameOfArn(userArn)))).map((event) => mintedBy(event, MINTER, 0));
  return origins.filter(
    (origin): origin is Origin =>
      origin !== null && origin.expiresAt === null && /:user\//.test(origin.principal ?? '') && isSamePrincipal(origin.principal, userArn),
  );
}

/** An address as it was given, and as AWS writes it: short, in small letters. */
const spellingsOf = (address: string): string[] => [
  ...new Set([address, isIP(address) === 6 ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address]),
];

/**
 * The callers' keys; of callers that have none what they opened: a session, or the console.
 *
 * @param what the subject and what it does, for the sentence that says of it what else it does not
 * @throws KeytrailError `KT_SUBJECT_UNSUPPORTED` for events that neither used nor opened a credential
 */
async function byEvents(store: EventStore, events: readonly CloudTrailEvent[], what: string): Promise<Origin[]> {
  const keyless = events.filter((event) => callerKeyId(event) === null);
  const opened = keyless.flatMap((event) => mintedBy(event, MINTER, 0) ?? []);
  const signedInto = await Promise.all(keyless.map((event) => signedIn(store, event)));
  const origins = [...(await byKey(store, events)), ...(await namePortalSessions(store, opened)), ...signedInto.flat()].filter(isFirst);
  if (events.length === 0 || origins.length > 0) return origins;
  const names = [...groupBy(events, (event) => `${succeeded(event) ? '' : 'refused '}${event.eventName}`)];
  const calls = names.slice(0, 3).map(([name, { length }]) => (length === 1 ? name : `${length} ${name}`));
  throw new KeytrailError(
    'KT_SUBJECT_UNSUPPORTED',
    `${what} in these logs (${calls.join(', ')}${names.length > 3 ? ', and others' : ''}), but neither used nor opened a credential.`,
    { hint: 'Give a call that a person or program made, or what it was made with.' },
  );
}

/** Seeds without those that a call of another seed minted: they will be found where they hang. What was named by its id stays. */
export function withoutDescendants(origins: readonly Origin[], events: readonly CloudTrailEvent[], named: ReadonlySet<string>): Origin[] {
  const minted = new Set(events.flatMap((event) => mintedBy(event, MINTER, 0)?.id ?? []));
  const roots = origins.filter(({ id }) => named.has(id) || !minted.has(id));
  return roots.length > 0 ? roots : [...origins];
}

const isFirst = (origin: Origin, index: number, all: readonly Origin[]): boolean => all.findIndex(({ id }) => id === origin.id) === index;

function unknownSubject(kind: Subject['kind'], id: string, coverage: Coverage, asked: TimeWindow, named: readonly CloudTrailEvent[]): KeytrailError {
  const { events, from, to, regions, accounts } = coverage;
  const account = kind === 'access-key' ? accountOfId(id) : null;
  const held =
    from === null || to === null
      ? ''
      : `, ${from.slice(0, 10)} to ${to.slice(0, 10)}, ${regions.length} ${regions.length === 1 ? 'region' : 'regions'}`;
  const belongs =
    account === null ? '' : ` It belongs to account ${account}${accounts.includes(account) ? '' : ', of which this lake holds nothing'}.`;
  const documented = id === DOCUMENTATION_KEY_ID ? " It is AWS's documentation key." : '';
  const span = spanSentence(asked);
  const [first] = named;
  const where = `in this lake${span === null ? '' : ` ${span}`} (${formatCount(events, ' ')} events${held})`;
  const what =
    first === undefined
      ? `${id} does not occur ${where}.`
      : `${id} made no call ${where}; it is only named, in ${named.length} ${named.length === 1 ? 'call' : 'calls'} (first: ${first.eventName}, event ${first.eventID}).`;
  return new KeytrailError('KT_SUBJECT_UNKNOWN', `${what}${belongs}${documented}`, {
    hint:
      first !== undefined
        ? 'Investigate that event, to see who made the call.'
        : span === null
          ? 'Collect the logs of its account and of the days of the incident, all regions, and ask again.'
          : 'Ask without --since and --until, or for another time.',
  });
}
