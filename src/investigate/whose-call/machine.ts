import { openedBy } from '../../core/delegation/delegation.ts';
import { type CloudTrailEvent, callerKeyId } from '../../core/event.ts';
import { groupBy } from '../../core/group-by.ts';
import { textAt } from '../../core/json.ts';
import { isAddress } from '../../core/source-address.ts';
import { agentFamily } from '../../core/user-agent.ts';
import type { Mint } from '../../lineage/lineage.ts';
import { firstTime, type Place } from './place.ts';

/** What AWS gave a session to: its credentials are made to be used there alone. */
export interface Machine {
  readonly kind: 'instance' | 'function' | 'task';
  readonly name: string;
}

/** Credentials of a machine at a place that is not where the machine calls from. */
export interface Away {
  readonly machine: Machine;
  /** Where the machine itself calls from; null where no call is known to be its own. */
  readonly home: Place | null;
  /** Whether they are the very credentials that the machine has, and not only a session of its name. */
  readonly isItsKey: boolean;
}

/**
 * What the runtimes of Lambda and ECS leave in the user agents of SDKs there, by `AWS_EXECUTION_ENV`, and Lambda's worker in its own. Source: AWS SDKs
 * reference, Lambda and ECS developer guides; the worker's name from real trails.
 */
const RUNTIMES: readonly (readonly [kind: Machine['kind'], mark: RegExp])[] = [
  ['function', /exec-env\/AWS_Lambda_|^\[?awslambda-worker\b/],
  ['task', /exec-env\/AWS_ECS_/],
];
const runtimeOf = ({ userAgent }: CloudTrailEvent): Machine['kind'] | null => RUNTIMES.find(([, mark]) => mark.test(userAgent ?? ''))?.[0] ?? null;

/** `AROA...:i-0123456789abcdef0`, null for callers that are no session. */
const sessionOf = ({ userIdentity }: CloudTrailEvent): string | null => (userIdentity?.principalId?.includes(':') ? userIdentity.principalId : null);
const nameOf = (session: string): string => session.slice(session.indexOf(':') + 1);

/** The machine of a session, by its name, by what the credential says of itself, by the runtime of one of its calls, or by the service it was opened by. */
function machineOf(session: string, calls: readonly CloudTrailEvent[], issued: ReadonlyMap<string, Machine>): Machine | null {
  const name = nameOf(session);
  if (/^i-[0-9a-f]+$/.test(name)) return { kind: 'instance', name };
  const isFunctions = calls.some(({ userIdentity }) => textAt(userIdentity?.inScopeOf, 'issuerType') === 'AWS::Lambda::Function');
  const kind = isFunctions ? 'function' : calls.map(runtimeOf).find((runtime) => runtime !== null);
  if (kind != null) return { kind, name };
  return calls.map((call) => issued.get(callerKeyId(call) ?? '')).find((machine) => machine !== undefined) ?? null;
}

/** The machine that a service opened a session for; null where it was no such service. */
export function machineServedBy(mint: Mint | null): Machine | null {
  if (mint === null) return null;
  const name = textAt(mint.event, 'requestParameters.roleSessionName');
  const kind = openedBy('lambda.amazonaws.com')(mint.event) ? 'function' : openedBy('ecs-tasks.amazonaws.com')(mint.event) ? 'task' : null;
  return name === null || kind === null ? null : { kind, name };
}

/** Program and runtime: the same SDK on a function and on a laptop are two tools. */
const toolOf = (event: CloudTrailEvent): string => `${agentFamily(event.userAgent)} ${runtimeOf(event) ?? ''}`;

/** The calls of one session at one place. */
interface Stay {
  readonly place: Place;
  readonly calls: readonly CloudTrailEvent[];
}

/** What is known of the machine of a session. */
interface Household {
  readonly machine: Machine;
  /** Where it calls from itself, in order of first use. */
  readonly homes: readonly Place[];
  readonly addresses: ReadonlySet<string>;
  readonly tools: ReadonlySet<string>;
  readonly keys: ReadonlySet<string>;
}

/**
 * The places that use the credentials of a machine away from it: another address, by no program that the machine uses. An instance is at home where its
 * credentials were used first, a function or task where its runtime shows. Where nothing but the address differs, a machine may have several ways to
 * the network, and a VPC endpoint shows its inner address.
 *
 * @param places all places of the credentials that are judged
 * @param issued machines to which keys were given, by the records of their mints
 */
export function awayFromMachines(places: readonly Place[], issued: ReadonlyMap<string, Machine>): Map<Place, Away> {
  const stays = places.flatMap((place) => [...groupBy(place.events, sessionOf)].map(([session, calls]) => ({ session, stay: { place, calls } })));
  const households = new Map<string, Household>();
  for (const [session, own] of groupBy(stays, ({ session }) => session)) {
    const found =
      session === null
        ? null
        : householdOf(
            session,
            own.map(({ stay }) => stay),
            issued,
          );
    if (session !== null && found !== null) households.set(session, found);
  }
  return new Map(
    places.flatMap((place): [Place, Away][] => {
      const household = households.get((place.events[0] && sessionOf(place.events[0])) ?? '');
      const away = household === undefined ? null : awayFrom(household, place, issued);
      return away === null ? [] : [[place, away]];
    }),
  );
}

function householdOf(session: string, stays: readonly Stay[], issued: ReadonlyMap<string, Machine>): Household | null {
  const present = stays.toSorted((a, b) => (firstTime(a.place) < firstTime(b.place) ? -1 : 1));
  const machine = machineOf(
    session,
    present.flatMap(({ calls }) => calls),
    issued,
  );
  if (machine === null) return null;
  const atHome = machine.kind === 'instance' ? present.slice(0, 1) : present.filter(({ calls }) => calls.some((call) => runtimeOf(call) !== null));
  const calls = atHome.flatMap((stay) => stay.calls);
  return {
    machine,
    homes: atHome.map(({ place }) => place),
    addresses: new Set(atHome.map(({ place }) => place.address)),
    tools: new Set(calls.map(toolOf)),
    keys: new Set(calls.map((call) => callerKeyId(call) ?? '')),
  };
}

function awayFrom(
  { machine, homes, addresses, tools, keys }: Household,
  { address, events }: Place,
  issued: ReadonlyMap<string, Machine>,
): Away | null {
  if (!isAddress(address) || addresses.has(address) || events.some(({ vpcEndpointId }) => vpcEndpointId !== undefined)) return null;
  if (events.some((event) => tools.has(toolOf(event)))) return null;
  const isItsKey = machine.kind === 'instance' || events.some((event) => keys.has(callerKeyId(event) ?? '') || issued.has(callerKeyId(event) ?? ''));
  return { machine, home: homes[0] ?? null, isItsKey };
}

/** Whether credentials of the machine itself are used by what is not the machine. */
export const isTakenAway = ({ home, isItsKey }: Away): boolean => home !== null && isItsKey;

/** The finding as a clause. */
export function tellAway({ machine, home, isItsKey }: Away, { address }: Place): string {
  const [what, where] = [`${machine.kind} ${machine.name}`, `used from ${address}`];
  if (home === null) return `the credentials were given to ${what}, and were ${where} by a program that shows nothing of its runtime`;
  return isItsKey
    ? `the credentials of ${what}, which calls from ${home.address}, were ${where} by another program`
    : `a session with the name of ${what}, which calls from ${home.address}, was ${where} by another program`;
}
