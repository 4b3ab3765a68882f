import { nameOfArn } from '../core/arn.ts';
import { parseAwsTime } from '../core/aws-time.ts';
import { type Level, levels } from '../core/finding.ts';
import { others, stableId } from './finding-builder.ts';
import type { TiedFinding } from './ties.ts';

/** Findings that belong together, because they share a credential or a principal, or because one minted what the other soon used. */
export interface Story {
  readonly id: string;
  readonly title: string;
  /** The highest of its findings. */
  readonly level: Level;
  /** Ids of its findings, in the order of the list of findings. */
  readonly findings: readonly string[];
  /** Ids of the credentials that made the calls, then of those that the calls minted, used or not. */
  readonly credentials: readonly string[];
}

/**
 * A credential in use within an hour of its making is likely still in its maker's hands. What an administrator hands out comes into use later, and
 * must not tie the administrator to a thief.
 */
const SAME_HAND = 3_600_000;
const CLOCK_SKEW = 5_000;

/** Names shown in a title. */
const MAX_NAMES = 3;

/** Puts every finding into exactly one story. Order is kept: the first finding of the list begins the first story. */
export function tellStories(tied: readonly TiedFinding[]): readonly Story[] {
  return connected(tied).map(toStory);
}

/** Groups of findings that are tied to each other, directly or through others. */
function connected(tied: readonly TiedFinding[]): readonly (readonly TiedFinding[])[] {
  const groups = new Map<TiedFinding, TiedFinding[]>(tied.map((one) => [one, [one]]));
  const byCredential = sharing(tied, ({ credentials }) => credentials);
  const byPrincipal = sharing(tied, ({ principals }) => principals);
  for (const sharers of [...byCredential.values(), ...byPrincipal.values()]) for (const one of sharers) join(groups, sharers[0], one);
  for (const one of tied) {
    for (const [child, mintTime] of one.minted) {
      for (const user of byCredential.get(child) ?? []) if (isSoonAfter(user.finding.firstTime, mintTime)) join(groups, user, one);
    }
  }
  const position = new Map(tied.map((one, index) => [one, index]));
  const inOrder = (a: TiedFinding, b: TiedFinding): number => (position.get(a) ?? 0) - (position.get(b) ?? 0);
  return [...new Set(groups.values())].map((group) => group.toSorted(inOrder));
}

/** The findings that have a tie, by the tie. */
function sharing(tied: readonly TiedFinding[], tiesOf: (one: TiedFinding) => Iterable<string>): ReadonlyMap<string, readonly TiedFinding[]> {
  const sharers = new Map<string, TiedFinding[]>();
  for (const one of tied) {
    for (const tie of tiesOf(one)) {
      const others = sharers.get(tie);
      if (others === undefined) sharers.set(tie, [one]);
      else others.push(one);
    }
  }
  return sharers;
}

/** Services stamp their own clocks, so a use may bear an earlier time than the mint. */
function isSoonAfter(use: string, mint: string): boolean {
  const wait = (parseAwsTime(use) ?? Number.NaN) - (parseAwsTime(mint) ?? Number.NaN);
  return wait >= -CLOCK_SKEW && wait <= SAME_HAND;
}

/** The smaller group goes over into the larger one, so that many findings stay cheap. */
function join(groups: Map<TiedFinding, TiedFinding[]>, a: TiedFinding | undefined, b: TiedFinding): void {
  const [first, second] = [a && groups.get(a), groups.get(b)];
  if (first === undefined || second === undefined || first === second) return;
  const [small, large] = first.length < second.length ? [first, second] : [second, first];
  large.push(...small);
  for (const member of small) groups.set(member, large);
}

function toStory(group: readonly TiedFinding[]): Story {
  const findings = group.map(({ finding }) => finding);
  const credentials = new Set([...group.flatMap((one) => [...one.credentials]), ...group.flatMap((one) => [...one.minted.keys()])]);
  const names = new Set(group.flatMap((one) => [...one.principals]).map(nameOfArn));
  const [gravest] = findings.toSorted((a, b) => levels.indexOf(b.level) - levels.indexOf(a.level));
  const title = gravest?.title ?? '';
  const who = listed(names.size > 0 ? names : new Set(findings.map(({ group: caller }) => caller)));
  return {
    id: stableId(findings.map(({ id }) => id).toSorted()),
    title: findings.length === 1 ? `${who}: ${title}` : `${who}: ${findings.length} findings, gravest ${title}`,
    level: gravest?.level ?? 'informational',
    findings: findings.map(({ id }) => id),
    credentials: [...credentials],
  };
}

function listed(names: ReadonlySet<string>): string {
  const shown = [...names].slice(0, MAX_NAMES).join(', ');
  return names.size > MAX_NAMES ? `${shown} and ${others(names.size - MAX_NAMES)}` : shown;
}
