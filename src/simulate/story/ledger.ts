import { isoSeconds } from '../../core/aws-time.ts';
import type { CaseEdge, CasePrincipal, CredentialKind, Stage } from '../../core/case.ts';
import type { CloudTrailEvent } from '../../core/event.ts';
import type { Call } from '../cloud/call.ts';
import { type Caller, type Circumstances, recordCall } from '../cloud/cloud.ts';
import type { Random } from '../random.ts';
import type { Window } from '../window.ts';

/** A credential of the attack's lineage, as the scenario makes it. */
export interface StoryCredential {
  readonly id: string;
  readonly kind: CredentialKind;
  readonly principal: string;
  readonly depth: number;
  readonly mintedBy: { readonly credential: string | null; readonly event: CloudTrailEvent } | null;
  /** Milliseconds; null for credentials that do not expire by themselves. */
  readonly expiresAt: number | null;
  /** Calls that used it without carrying its id: sign-ins by a password. */
  readonly uses: CloudTrailEvent[];
  ended: { readonly state: 'deleted' | 'inactive'; readonly event: CloudTrailEvent } | null;
}

/** A user or role that the attack touches. */
export interface StoryPrincipal {
  readonly arn: string;
  readonly kind: CasePrincipal['kind'];
  readonly principalId: string;
}

type Deed = { readonly credential: string | null; readonly event: CloudTrailEvent };
type Deeds = { readonly principal: StoryPrincipal; createdBy: Deed | null; deletedBy: Deed | null; readonly changedBy: Deed[] };

/** Child of a mint: everything about it that its mint does not say. */
export interface Child {
  readonly id: string;
  readonly kind: CredentialKind;
  readonly principal: StoryPrincipal;
  readonly expiresAt?: number;
}

/**
 * The book in which a scenario writes down what it does while it does it: calls by whom, and what each brought about. The answer key is read
 * off it; nothing in it is worked out from the records.
 */
export class Ledger {
  readonly events: CloudTrailEvent[] = [];
  readonly attackerEvents: { readonly event: CloudTrailEvent; readonly stage: Stage }[] = [];
  readonly credentials: StoryCredential[] = [];
  readonly principals = new Map<string, Deeds>();
  readonly edges: CaseEdge[] = [];
  readonly #random: Random;
  readonly #window: Window;

  constructor(random: Random, window: Window) {
    this.#random = random;
    this.#window = window;
  }

  /** A call by anybody but the attacker. What happens before the window is not logged, but happens. */
  call(caller: Caller, call: Call, circumstances: Circumstances): CloudTrailEvent {
    const event = recordCall(caller, call, circumstances, this.#random);
    if (circumstances.at >= this.#window.from) this.events.push(event);
    return event;
  }

  /** A call by the attacker, with the stage of the attack that it serves. */
  attack(stage: Stage, caller: Caller, call: Call, circumstances: Circumstances): CloudTrailEvent {
    const event = this.call(caller, call, circumstances);
    this.attackerEvents.push({ event, stage });
    return event;
  }

  /** The leaked credential. `mint` is the call that made it, and by which credential. */
  subject(child: Child, mint: Deed | null): void {
    this.#add(child, 0, mint && this.#logged(mint.event) ? mint : null);
  }

  /** A user or role of the lineage that was there before; `createdBy` is given when somebody else made it. */
  principal(principal: StoryPrincipal, createdBy: Deed | null = null): void {
    const known = this.#deedsOf(principal);
    if (createdBy !== null && this.#logged(createdBy.event)) known.createdBy = createdBy;
  }

  /** A credential that the attacker's call brought into being. */
  minted(parent: string, event: CloudTrailEvent, child: Child): void {
    this.#add(child, this.#find(parent).depth + 1, { credential: parent, event });
    this.#edge(parent, child.id, child.kind === 'role-session' ? 'assumed' : 'minted', event);
  }

  created(by: string, event: CloudTrailEvent, principal: StoryPrincipal): void {
    this.#deedsOf(principal).createdBy = { credential: by, event };
    this.#edge(by, principal.arn, 'created', event);
  }

  /** A call after which a principal may do more than before. */
  escalated(by: string, event: CloudTrailEvent, principal: StoryPrincipal): void {
    this.changed(by, event, principal);
    this.#edge(by, principal.arn, 'escalated', event);
  }

  changed(by: string, event: CloudTrailEvent, principal: StoryPrincipal): void {
    this.#deedsOf(principal).changedBy.push({ credential: by, event });
  }

  deletedPrincipal(by: string, event: CloudTrailEvent, principal: StoryPrincipal): void {
    this.#deedsOf(principal).deletedBy = { credential: by, event };
    this.#edge(by, principal.arn, 'deleted', event);
  }

  deletedCredential(by: string, event: CloudTrailEvent, id: string): void {
    this.ended(id, 'deleted', event);
    this.#edge(by, id, 'deleted', event);
  }

  /** The end of a credential, by whomever. Credentials outside the lineage are not followed. */
  ended(id: string, state: 'deleted' | 'inactive', event: CloudTrailEvent): void {
    const credential = this.credentials.find((candidate) => candidate.id === id);
    if (credential !== undefined) credential.ended = { state, event };
  }

  /** A use of a credential that the record does not name: a sign-in by password. */
  used(id: string, event: CloudTrailEvent): void {
    this.#find(id).uses.push(event);
  }

  #add(child: Child, depth: number, mintedBy: Deed | null): void {
    const { id, kind, principal, expiresAt = null } = child;
    this.#deedsOf(principal);
    this.credentials.push({ id, kind, principal: principal.arn, depth, mintedBy, expiresAt, uses: [], ended: null });
  }

  #edge(from: string, to: string, relation: CaseEdge['relation'], event: CloudTrailEvent): void {
    const { eventID: eventId, eventName, eventTime } = event;
    this.edges.push({ from, to, relation, eventId, eventName, eventTime, certainty: 'certain', rule: 'scenario' });
  }

  #deedsOf(principal: StoryPrincipal): Deeds {
    const known = this.principals.get(principal.arn);
    if (known !== undefined) return known;
    const deeds: Deeds = { principal, createdBy: null, deletedBy: null, changedBy: [] };
    this.principals.set(principal.arn, deeds);
    return deeds;
  }

  #find(id: string): StoryCredential {
    const credential = this.credentials.find((candidate) => candidate.id === id);
    if (credential === undefined) throw new Error(`the story knows no credential ${id}`);
    return credential;
  }

  #logged(event: CloudTrailEvent): boolean {
    return event.eventTime >= isoSeconds(this.#window.from);
  }
}
