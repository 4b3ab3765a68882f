import { isAccessKeyId } from '../core/access-key-id.ts';
import { isAlive } from '../core/alive.ts';
import type { CaseCredential, CasePrincipal, Compromise, NextStep, Resource, Subject } from '../core/case.ts';
import { type CloudTrailEvent, plainEventName } from '../core/event.ts';
import { shellWord } from '../core/shell-word.ts';
import { ownWork } from './impact/own-work.ts';
import { runningInstances } from './impact/running-instances.ts';
import { sharedWith } from './impact/sharing.ts';
import { standingOrders } from './impact/standing-orders.ts';
import { targetOf } from './impact/target-of.ts';
import { weakenedLogging } from './impact/weakens-logging.ts';
import type { OtherKey } from './other-keys.ts';
import type { SignIn } from './other-sign-ins.ts';
import { sleepersOf } from './sleepers.ts';

/** All that decides what to do next. */
export interface Situation {
  readonly subject: Subject;
  readonly credentials: readonly CaseCredential[];
  readonly principals: readonly CasePrincipal[];
  readonly compromise: Compromise | null;
  readonly resources: readonly Resource[];
  /** Successful calls that are not the owner's, in order of time. */
  readonly deeds: readonly CloudTrailEvent[];
  readonly otherKeys: readonly OtherKey[];
  readonly otherSignIns: readonly SignIn[];
  /** Folder of the lake; null when an engine without a lake answers. */
  readonly lake: string | null;
}

type Rule = (situation: Situation) => NextStep | null;

/** More names than this in one sentence help nobody. */
const SHOWN = 5;

const where = ({ lake }: Situation): string => (lake === null ? '' : ` --lake ${shellWord(lake)}`);
const several = (items: readonly string[]): string => {
  const distinct = [...new Set(items)];
  return distinct.length <= SHOWN ? distinct.join(', ') : `${distinct.slice(0, SHOWN).join(', ')} and ${distinct.length - SHOWN} more`;
};

const investigation = (subjects: readonly string[], situation: Situation): string | null =>
  subjects.length === 0 ? null : `keytrail investigate ${subjects.slice(0, SHOWN).map(shellWord).join(' ')}${where(situation)}`;

const askOwner: Rule = (situation) => {
  const { compromise, credentials, deeds, subject } = situation;
  const [first] = deeds;
  if (compromise !== null) {
    // What is only possible may be the owner at work: he is asked before his work is cut off.
    return compromise.certainty !== 'possible'
      ? null
      : {
          action: 'Ask the owner about these calls before anything is cut off',
          why: `That somebody else made them is possible, no more (first: event ${compromise.eventId})`,
          command: null,
        };
  }
  if (first !== undefined) {
    return {
      action: 'Ask the owner about these calls, and plan the containment for the case that they are not theirs',
      why: `Of ${deeds.length} successful ${deeds.length === 1 ? 'call' : 'calls'} the logs cannot tell whose they were (first: event ${first.eventID})`,
      command: `keytrail contain plan ${shellWord(subject.id)}${where(situation)}`,
    };
  }
  const isUsed = credentials.some(({ depth, firstUsed }) => depth === 0 && firstUsed !== null);
  return isUsed
    ? {
        action: 'Ask the owner about these calls',
        why: 'Nothing in these logs shows use by anyone else, which is no proof that there was none',
        command: null,
      }
    : {
        action: 'Ask who needs it, and switch it off if nobody does',
        why: 'No call of it is in these logs; whoever has it can still use it, and data events or other regions may be missing',
        command: null,
      };
};

/** A key that may have leaked is open to whoever has it, whatever the logs show so far. */
const replace: Rule = (situation) => {
  const { compromise, credentials, principals, subject } = situation;
  const [key] = credentials;
  const isLive = key?.depth === 0 && key.kind === 'access-key' && key.firstUsed !== null && isAlive(key, principals);
  if (compromise !== null || !isLive) return null;
  return {
    action: 'Replace the key if it has leaked',
    why: `${key.id} still works: whoever has it can use it at any time; give its owner a new one first`,
    command: `keytrail contain plan ${shellWord(subject.id)} --level quarantine${where(situation)}`,
  };
};

const cutOff: Rule = (situation) => {
  const { subject, credentials, principals, compromise } = situation;
  const alive = credentials.filter((credential) => isAlive(credential, principals));
  if (compromise === null || alive.length === 0) return null;
  const sleepers = sleepersOf(credentials, principals).map(({ id }) => id);
  const sessions = alive.filter(({ expiresAt }) => expiresAt !== null).length;
  const why = [
    credentials.length === 1
      ? 'Nothing in these logs ended it'
      : `${alive.length} of ${credentials.length} credentials ${alive.length === 1 ? 'is' : 'are'} alive`,
    ...(sleepers.length > 0 ? [`${several(sleepers)} not used in these logs`] : []),
    ...(sessions > 0 ? [`${sessions} ${sessions === 1 ? 'session outlives' : 'sessions outlive'} the key`] : []),
  ];
  return {
    action: alive.length === 1 ? 'Cut off the credential that still works' : `Cut off the ${alive.length} credentials that still work`,
    why: why.join('; '),
    command: `keytrail contain plan ${shellWord(subject.id)}${where(situation)}`,
  };
};

const logsBackOn: Rule = ({ deeds }) => {
  const weakened = weakenedLogging(deeds).ofAccount;
  const [first] = weakened;
  if (first === undefined) return null;
  const calls = several(weakened.map((event) => `${plainEventName(event.eventName)} ${targetOf(event) ?? ''}`.trim()));
  return { action: 'Turn logging back on', why: `${calls} since ${first.eventTime} (event ${first.eventID})`, command: null };
};

const sameActor: Rule = (situation) => {
  const { otherKeys } = situation;
  if (otherKeys.length === 0) return null;
  const ids = [...new Set(otherKeys.map(({ id }) => id))];
  const [first] = otherKeys;
  return {
    action:
      ids.length === 1 ? 'Investigate another credential at the same address' : `Investigate ${ids.length} other credentials at the same addresses`,
    why: `${several(ids)} used from ${several(otherKeys.map(({ address }) => address))} since ${first?.since} (event ${first?.eventId})`,
    command: investigation(ids.filter(isAccessKeyId), situation),
  };
};

const signIns: Rule = (situation) => {
  const [first, ...more] = situation.otherSignIns;
  if (first === undefined) return null;
  const all = [first, ...more];
  const addresses = [...new Set(all.map(({ address }) => address))];
  const told = all.map(({ eventName, who, calls, refused }) => {
    const outcome = refused === 0 ? '' : refused === calls ? ', refused' : `, ${refused} refused`;
    return `${calls} ${eventName}${who === null ? '' : ` as ${who}`}${outcome}`;
  });
  return {
    action: 'Look at the sign-ins from the same addresses',
    why: `${several(told)} from ${several(addresses)} since ${first.since} (event ${first.eventId})`,
    // What was asked for is this case already.
    command: investigation(
      addresses.filter((address) => address !== situation.subject.id),
      situation,
    ),
  };
};

const parent: Rule = (situation) => {
  const { credentials, compromise } = situation;
  const [seed] = credentials;
  const minter = seed?.depth === 0 ? seed.mintedBy?.credential : null;
  if (!minter || credentials.some(({ id }) => id === minter) || (compromise === null && seed?.firstUsed !== null)) return null;
  return {
    action: 'Investigate the credential that minted this one',
    why: `${seed?.id} comes from ${minter} (${seed?.mintedBy?.eventName}, event ${seed?.mintedBy?.eventId})`,
    command: `keytrail investigate ${shellWord(minter)}${where(situation)}`,
  };
};

/** Instances that are stopped come back as long as something launches them. */
const stopLaunching: Rule = ({ deeds }) => {
  const orders = standingOrders(deeds);
  const [first] = orders;
  return first === undefined
    ? null
    : {
        action: 'Stop what launches instances anew, before the instances',
        why: `${several(orders.map(({ mark, event }) => `${mark} (${plainEventName(event.eventName)}, ${event.awsRegion})`))} (first: event ${first.event.eventID})`,
        command: null,
      };
};

const stopInstances: Rule = ({ deeds }) => {
  const running = runningInstances(deeds);
  return running.length === 0
    ? null
    : {
        action: running.length === 1 ? 'Stop the instance that still runs' : `Stop the ${running.length} instances that still run`,
        why: `${several(running.map(({ id, type, region }) => `${id} (${type}, ${region})`))} cost money and may hold a way back; keep their disks`,
        command: null,
      };
};

/** What lets others in, until the same is written anew or deleted. */
const unshare: Rule = ({ deeds }) => {
  const open = new Map<string, { event: CloudTrailEvent; readers: readonly string[] }>();
  for (const event of deeds) {
    const target = targetOf(event);
    const readers = sharedWith(event);
    if (target === null) continue;
    if (readers !== null && readers.length > 0) open.set(target, { event, readers });
    else if (readers !== null || /^(Delete|Deregister|RemovePermission)/.test(event.eventName)) open.delete(target);
  }
  const [first] = open.values();
  return first === undefined
    ? null
    : {
        action: 'Take back what was opened to others',
        why: `${several([...open].map(([target, { readers }]) => `${target} to ${readers.map(readerName).join(', ')}`))} (first: ${plainEventName(first.event.eventName)}, event ${first.event.eventID})`,
        command: null,
      };
};

const readerName = (reader: string): string => (reader === '*' || reader === 'all' ? 'everybody' : reader);

const rotate: Rule = ({ resources, deeds }) => {
  const isOwn = ownWork(resources, new Map(deeds.map(({ eventID, eventTime }) => [eventID, eventTime])));
  const secrets = resources
    .filter((resource) => resource.action === 'read' && !isOfStorage(resource.type) && !isOwn(resource))
    .map(({ name }) => name.replace(/^arn:[^:]+:[^:]+:[^:]*:\d*:/, ''));
  return secrets.length === 0 ? null : { action: 'Rotate what was read', why: `${several(secrets)} must be held for known`, command: null };
};

const isOfStorage = (type: string): boolean => type.startsWith('s3:');

const readObjects: Rule = ({ resources }) => {
  const read = resources.filter(({ action, type }) => action === 'read' && isOfStorage(type));
  const [first] = read;
  return first === undefined
    ? null
    : {
        action: 'Find out whose data was read',
        why: `${read.length} ${read.length === 1 ? 'read' : 'reads'} of objects in ${several(read.map(({ name }) => name))} (first: event ${first.eventId})`,
        command: null,
      };
};

const LOCKS_OUT = new Set(['DeleteUser', 'DeleteLoginProfile', 'UpdateLoginProfile', 'DeactivateMFADevice', 'DeleteAccessKey']);

const lockedOut: Rule = ({ deeds, principals }) => {
  const made = new Set(
    principals.filter(({ createdBy }) => createdBy !== null && deeds.some(({ eventID }) => eventID === createdBy.eventId)).map(({ arn }) => arn),
  );
  const victims = deeds
    .filter((event) => LOCKS_OUT.has(plainEventName(event.eventName)))
    .map((event) => ({ event, name: targetOf(event) }))
    .filter(({ name }) => name !== null && ![...made].some((arn) => arn.endsWith(`/${name}`)));
  const [first] = victims;
  return first === undefined
    ? null
    : {
        action: 'Give back the access that was taken away',
        why: `${several(victims.map(({ name }) => String(name)))} (first: ${first.event.eventName}, event ${first.event.eventID})`,
        command: null,
      };
};

const askMore: Rule = (situation) => ({
  action: 'Ask the logs more',
  why: 'Every statement of this case names the events it rests on',
  command: `keytrail sql${where(situation)}`,
});

/** Most urgent first. */
const rules: readonly Rule[] = [
  askOwner,
  replace,
  cutOff,
  logsBackOn,
  sameActor,
  signIns,
  parent,
  stopLaunching,
  stopInstances,
  unshare,
  rotate,
  readObjects,
  lockedOut,
  askMore,
];

/** What to do now, most urgent first, with the command that does it or begins it where there is one. */
export const nextStepsOf = (situation: Situation): NextStep[] => rules.map((rule) => rule(situation)).filter((step) => step !== null);
