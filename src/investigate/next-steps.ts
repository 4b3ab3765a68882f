import { isLongTermKeyId } from '../core/access-key-id.ts';
import { isAlive } from '../core/alive.ts';
import type { CaseCredential, CasePrincipal, Compromise, NextStep, Resource, Subject } from '../core/case.ts';
import { type CloudTrailEvent, plainEventName } from '../core/event.ts';
import { shellWord } from '../core/shell-word.ts';
import { runningInstances } from './impact/running-instances.ts';
import { targetOf } from './impact/target-of.ts';
import { weakensLogging } from './impact/weakens-logging.ts';
import type { OtherKey } from './other-keys.ts';
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

const askOwner: Rule = ({ compromise }) =>
  compromise === null
    ? {
        action: 'Ask the owner about these calls',
        why: 'Nothing in these logs shows use by anyone else, which is no proof that there was none',
        command: null,
      }
    : null;

const cutOff: Rule = (situation) => {
  const { subject, credentials, principals, compromise } = situation;
  const alive = credentials.filter((credential) => isAlive(credential, principals));
  if (compromise === null || alive.length === 0) return null;
  const sleepers = sleepersOf(credentials, principals).map(({ id }) => id);
  const sessions = alive.filter(({ expiresAt }) => expiresAt !== null).length;
  const why = [
    `${alive.length} of ${credentials.length} credentials ${alive.length === 1 ? 'is' : 'are'} alive`,
    ...(sleepers.length > 0 ? [`${several(sleepers)} never used yet`] : []),
    ...(sessions > 0 ? [`${sessions} ${sessions === 1 ? 'session outlives' : 'sessions outlive'} the key`] : []),
  ];
  return {
    action: alive.length === 1 ? 'Cut off the credential that still works' : `Cut off the ${alive.length} credentials that still work`,
    why: why.join('; '),
    command: `keytrail contain plan ${shellWord(subject.id)}${where(situation)}`,
  };
};

const logsBackOn: Rule = ({ deeds }) => {
  const weakened = deeds.filter(weakensLogging);
  const [first] = weakened;
  if (first === undefined) return null;
  const calls = several(weakened.map((event) => `${event.eventName} ${targetOf(event) ?? ''}`.trim()));
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
    command: `keytrail investigate ${ids.slice(0, SHOWN).map(shellWord).join(' ')}${where(situation)}`,
  };
};

const parent: Rule = (situation) => {
  const [seed] = situation.credentials;
  const minter = seed?.depth === 0 && !isLongTermKeyId(seed.id) ? seed.mintedBy?.credential : null;
  return situation.compromise === null || !minter
    ? null
    : {
        action: 'Investigate the credential that minted this one',
        why: `${seed?.id} comes from ${minter}`,
        command: `keytrail investigate ${shellWord(minter)}${where(situation)}`,
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

const rotate: Rule = ({ resources }) => {
  const secrets = resources.filter(({ action }) => action === 'read').map(({ name }) => name);
  return secrets.length === 0 ? null : { action: 'Rotate what was read', why: `${several(secrets)} must be held for known`, command: null };
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
const rules: readonly Rule[] = [askOwner, cutOff, logsBackOn, sameActor, parent, stopInstances, rotate, lockedOut, askMore];

/** What to do now, most urgent first, with the command that does it or begins it where there is one. */
export const nextStepsOf = (situation: Situation): NextStep[] => rules.map((rule) => rule(situation)).filter((step) => step !== null);
