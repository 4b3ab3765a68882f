import { nameOfArn, parseArn } from '../core/arn.ts';
import { byTime, type CloudTrailEvent, callerKeyId, principalArn } from '../core/event.ts';
import { groupBy } from '../core/group-by.ts';
import { type PrincipalChange, principalChangeOf } from '../core/principal-change.ts';
import type { TracedPrincipal } from './lineage.ts';
import { roleArnIn, userArnIn } from './links.ts';
import { timeOf } from './session-creation.ts';

/** One life of a user or role, from its making to its deletion. Names are given again, ids never: one ARN may have had several lives. */
export type Life = { -readonly [Member in keyof TracedPrincipal]: TracedPrincipal[Member] } & { changedBy: TracedPrincipal['changedBy'][number][] };

/** What tells the lives of one name apart. */
export interface Moment {
  /** Milliseconds. */
  readonly time: number;
  readonly principalId: string | null;
}

/** The lives of all users and roles that a lineage meets. */
export interface PrincipalLives {
  /** The life that a name or ARN meant at a moment; one without birth and death where the logs tell of none. */
  of(arn: string, moment: Moment): Life;
  /** The life that a call made, ended or changed. */
  ofChange(change: PrincipalChange, event: CloudTrailEvent): Life;
}

/** Calls within this time of a birth or a death may be of the life before or after it, by the clocks. */
const LAG_MS = 2_000;

/**
 * @param births calls by anyone that make and delete users and roles
 * @param calls calls that name principals by their full ARN
 */
export function principalLives(births: readonly CloudTrailEvent[], calls: Iterable<CloudTrailEvent>): PrincipalLives {
  const fullArns = fullArnsIn(calls);
  const byName = new Map<string, Life[]>();
  const byEvent = new Map<string, Life>();
  const livesOf = (name: string): Life[] => {
    const lives = byName.get(name) ?? [];
    byName.set(name, lives);
    return lives;
  };
  const begin = (lives: Life[], arn: string, principalId: string | null): Life => {
    const life: Life = { arn, kind: kindOf(arn), principalId, createdBy: null, deletedBy: null, changedBy: [] };
    lives.push(life);
    return life;
  };
  const fullArn = (arn: string): string => fullArns.get(withoutPath(arn)) ?? arn;

  for (const [name, changes] of groupBy(births.flatMap(lifeChangeOf), ({ name }) => name)) {
    const lives = livesOf(name);
    for (const { change, event, arn } of inOrder(changes)) {
      const deed = { credential: callerKeyId(event), event };
      const last = lives.at(-1);
      const isBirth = change.relation === 'created';
      const life = isBirth || last === undefined || last.deletedBy !== null ? begin(lives, fullArn(arn), change.principalId) : last;
      life[isBirth ? 'createdBy' : 'deletedBy'] = deed;
      byEvent.set(event.eventID, life);
    }
  }

  const of = (arn: string, { time, principalId }: Moment): Life => {
    const lives = livesOf(withoutPath(arn));
    const possible = lives.filter((life) => principalId === null || life.principalId === null || life.principalId === principalId);
    const life =
      possible.find((each) => principalId !== null && each.principalId === principalId) ??
      possible.findLast((each) => began(each) <= time && time <= ended(each)) ??
      possible.findLast((each) => began(each) - LAG_MS <= time && time <= ended(each) + LAG_MS) ??
      possible.findLast((each) => began(each) <= time) ??
      (principalId === null ? possible[0] : undefined) ??
      begin(lives, fullArn(arn), principalId);
    life.principalId ??= principalId;
    return life;
  };
  return {
    of,
    ofChange: (change, event) =>
      byEvent.get(event.eventID) ?? of(arnOfChange(change, event), { time: timeOf(event), principalId: change.principalId }),
  };
}

const began = ({ createdBy }: Life): number => (createdBy === null ? Number.NEGATIVE_INFINITY : timeOf(createdBy.event));
const ended = ({ deletedBy }: Life): number => (deletedBy === null ? Number.POSITIVE_INFINITY : timeOf(deletedBy.event));

interface LifeChange {
  readonly change: PrincipalChange;
  readonly event: CloudTrailEvent;
  readonly arn: string;
  readonly name: string;
}

function lifeChangeOf(event: CloudTrailEvent): LifeChange[] {
  const change = principalChangeOf(event);
  if (change?.relation !== 'created' && change?.relation !== 'deleted') return [];
  const arn = arnOfChange(change, event);
  return [{ change, event, arn, name: withoutPath(arn) }];
}

/** By time; within one second a birth before a death, but after the death of an older life. */
function inOrder(changes: readonly LifeChange[]): LifeChange[] {
  const ordered: LifeChange[] = [];
  for (const moment of groupBy(
    changes.toSorted((a, b) => byTime(a.event, b.event)),
    ({ event }) => event.eventTime,
  ).values()) {
    const isOpen = ordered.at(-1)?.change.relation === 'created';
    const [births, deaths] = [
      moment.filter(({ change }) => change.relation === 'created'),
      moment.filter(({ change }) => change.relation === 'deleted'),
    ];
    ordered.push(...(isOpen ? [...deaths.slice(0, 1), ...births, ...deaths.slice(1)] : [...births, ...deaths]));
  }
  return ordered;
}

const arnOfChange = (change: PrincipalChange, event: CloudTrailEvent): string =>
  change.arn ?? (change.kind === 'user' ? userArnIn(event, change.name) : roleArnIn(event, change.name));

/** Full ARNs by what a name alone would give: a user made under a path keeps it here, though later calls give only its name. */
function fullArnsIn(calls: Iterable<CloudTrailEvent>): Map<string, string> {
  const arns = new Map<string, string>();
  for (const event of calls) {
    const arn = principalArn(event.userIdentity);
    if (arn !== null) arns.set(withoutPath(arn), arn);
  }
  return arns;
}

/** The ARN of a user or role without its path; other ARNs as they are. */
function withoutPath(arn: string): string {
  const parsed = parseArn(arn);
  const kind = /^(user|role)\//.exec(parsed?.resource ?? '')?.[1];
  return parsed === null || kind === undefined ? arn : `${arn.slice(0, -parsed.resource.length)}${kind}/${nameOfArn(arn)}`;
}

function kindOf(arn: string): TracedPrincipal['kind'] {
  const resource = parseArn(arn)?.resource ?? '';
  if (resource === 'root') return 'root';
  if (resource.startsWith('federated-user/')) return 'federated-user';
  return resource.startsWith('role/') || resource.startsWith('assumed-role/') ? 'role' : 'user';
}
