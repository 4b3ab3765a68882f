import type { CredentialKind, CredentialState } from '../../../src/core/case.ts';

/** What became of the record of a mint: whole, without its answer, not in the logs. */
export type Fate = 'whole' | 'cut' | 'lost';

/** A user or role from its making to its deletion. */
export interface Life {
  readonly name: string;
  readonly arn: string;
  readonly principalId: string;
  /** Credential that made it; null for those of the company. */
  readonly maker: string | null;
  deleted: boolean;
}

/** A credential that the attacker has, with all that decides whether the logs can show it. */
export interface Entry {
  readonly id: string;
  readonly kind: CredentialKind;
  readonly parent: string;
  /** eventID of the mint. */
  readonly eventId: string;
  readonly fate: Fate;
  readonly expiresAt: number | null;
  /** The user or role by whose id it is known. */
  readonly life: Life | null;
  /** A federated user outlives in name the user that vouched for it. */
  readonly isFederated: boolean;
  /** Whether its own calls carry it, so that a session can be known by them. */
  used: boolean;
  /** Whether it works under a key of its own id: passwords and SSH keys do not. */
  readonly isKey: boolean;
  /** A second record of the mint tells its id: the copy in the other account. */
  readonly hasCopy: boolean;
  /** Another session of the same second is used too, and its mint is lost: which is which cannot be told. */
  readonly hasRival: boolean;
  /** It was made for an instance that `parent` launched: its name tells that without the mint. */
  readonly onInstance: boolean;
  ended: 'deleted' | 'inactive' | null;
}

/** What must be found: credentials with parent and state, children that have no name, keys of which nobody can tell. */
export interface Expected {
  readonly credentials: ReadonlyMap<string, { readonly parent: string; readonly state: CredentialState }>;
  /** eventIDs of mints whose child cannot be named. */
  readonly nameless: ReadonlySet<string>;
  readonly unexplained: ReadonlySet<string>;
}

/** All that was written down. */
export interface Book {
  readonly seed: string;
  readonly entries: readonly Entry[];
  /** Keys that others made for users of the attacker. */
  readonly helped: readonly { readonly id: string; readonly life: Life }[];
  /** Keys of services that acted while two keys of the caller's user called. */
  readonly shared: readonly { readonly id: string; readonly caller: string }[];
}

/**
 * What the logs hold evidence for, worked out from what was done and not from the records: a child is found when its parent is, and either the record
 * of its mint tells it, or its use does; or when it is used by a user or role that a found credential made, and no record of its mint says otherwise.
 *
 * @param asOf milliseconds
 */
export function expectedOf({ seed, entries, helped, shared }: Book, asOf: number): Expected {
  const found = new Map<string, { parent: string; state: CredentialState }>();
  const nameless = new Set<string>();
  const isFound = (id: string | null): boolean => id !== null && (id === seed || found.has(id));
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const entry of entries) if (wayTo(entry, isFound) !== null) found.set(entry.id, { parent: '', state: 'unknown' });
  }
  // Only now it is known which of its explanations hold.
  for (const entry of entries) {
    const way = wayTo(entry, isFound);
    if (way !== null) found.set(entry.id, { parent: way.parent, state: stateOf(entry, way.knowsEnd, asOf) });
  }
  for (const entry of entries) if (isFound(entry.parent) && entry.fate === 'cut' && !namesItself(entry)) nameless.add(entry.eventId);
  const unexplained = new Set<string>();
  for (const { id, life } of helped) if (isFound(life.maker)) unexplained.add(id);
  for (const { id, caller } of shared) if (isFound(caller)) unexplained.add(id);
  for (const entry of entries) {
    // Its mint is in the data, by a credential that nothing ties to the attacker.
    if (!found.has(entry.id) && entry.isKey && entry.used && isNamed(entry) && isFound(entry.life?.maker ?? null)) unexplained.add(entry.id);
  }
  return { credentials: found, nameless, unexplained };
}

/** Cut sessions are known by their second when they are used, or by the other record; passwords by the name in the request. */
const namesItself = ({ kind, used, hasCopy, hasRival }: Entry): boolean =>
  kind === 'login-profile' || hasCopy || (used && !hasRival && (kind === 'session-token' || kind === 'role-session' || kind === 'federation-token'));

interface Way {
  readonly parent: string;
  readonly knowsEnd: boolean;
}

/** The best explanation that the logs hold. */
function wayTo(entry: Entry, isFound: (id: string | null) => boolean): Way | null {
  const { parent, fate, life, isKey, used, hasCopy, onInstance } = entry;
  if (isFound(parent)) {
    if (fate === 'whole' || (fate === 'cut' && (hasCopy || kindHasNoEnd(entry)))) return { parent, knowsEnd: true };
    if (fate === 'cut' && namesItself(entry)) return { parent, knowsEnd: false };
    if (fate === 'lost' && onInstance && used) return { parent, knowsEnd: false };
  }
  const maker = life?.maker ?? null;
  return isKey && used && !isNamed(entry) && maker !== null && isFound(maker) ? { parent: maker, knowsEnd: false } : null;
}

/** Whether a record says who minted this very key, be it one of the attacker or not. A sign-in names none. */
const isNamed = ({ fate, hasCopy, kind }: Entry): boolean => hasCopy || (fate === 'whole' && kind !== 'console-session');

const kindHasNoEnd = ({ kind }: Entry): boolean => kind === 'login-profile';

function stateOf({ ended, life, kind, isFederated, expiresAt, used }: Entry, knowsEnd: boolean, asOf: number): CredentialState {
  if (ended !== null) return ended;
  if (life?.deleted && kind !== 'role-session' && !isFederated) return 'deleted';
  if (knowsEnd && expiresAt !== null && expiresAt <= asOf) return 'expired';
  return used ? 'active' : 'sleeper';
}
