import type { CloudTrailEvent } from '../../core/event.ts';
import { recordCall } from '../cloud/cloud.ts';
import type { IdMint } from '../id-mint.ts';
import { inOrder } from '../in-order.ts';
import type { Random } from '../random.ts';
import { HOUR, type Window } from '../window.ts';
import type { Company } from './company.ts';
import { everydayLife } from './index.ts';
import type { Routine, Scene } from './routine.ts';

/** The everyday of the company, hour by hour. */
export interface Noise {
  /** Events that happen from `from` (milliseconds) for one hour, in order of time. Hours must be asked for in order, each once. */
  hour(from: number): readonly CloudTrailEvent[];
  /** Events that begin in the window's last hour and end after it. */
  rest(): readonly CloudTrailEvent[];
}

/** Makes exactly `count` events over a window. Only the events of one hour are held at a time, whatever the count. */
export function companyNoise(company: Company, count: number, window: Window, random: Random, ids: IdMint): Noise {
  let made = 0;
  let pending: CloudTrailEvent[] = [];
  const scene: Scene = {
    company,
    random,
    ids,
    record: (caller, call, circumstances) => {
      const event = recordCall(caller, call, circumstances, random);
      if (made < count) {
        made++;
        pending.push(event);
      }
      return event;
    },
  };
  const { routines: all, happenings } = everydayLife(scene, window);
  let happened = 0;
  const total = hoursOf(window).reduce((sum, hour) => sum + busyness(all, hour), 0);
  let weight = 0;

  return {
    hour: (from) => {
      for (let next = happenings[happened]; next !== undefined && next.at < from + HOUR; next = happenings[++happened]) next.act();
      weight += busyness(all, from);
      const target = Math.round((count * weight) / total);
      fillHour(all, from, () => target - made, random);
      const [now, later] = split(pending, from + HOUR);
      pending = later;
      return now;
    },
    rest: () => inOrder(pending),
  };
}

/** Lets routines take turns until the hour has its events. Turns go forward in time: a session is opened before it is used. */
function fillHour(all: readonly Routine[], from: number, missing: () => number, random: Random): void {
  const chances = all.map((routine) => (routine.share * routine.hours(new Date(from))) / routine.size);
  const turns = Math.max(1, missing() / meanSize(all, from));
  let last = from;
  for (let turn = 0; missing() > 0; turn++) {
    const at = from + Math.floor((Math.min(turn, turns - 1) + random.below(1000) / 1000) * (HOUR / turns));
    last = Math.max(last, Math.min(at, from + HOUR - 1000));
    choose(all, chances, random).act(last);
  }
}

function choose(all: readonly Routine[], chances: readonly number[], random: Random): Routine {
  const sum = chances.reduce((total, chance) => total + chance, 0);
  let rest = (random.below(1_000_000) / 1_000_000) * sum;
  for (const [index, routine] of all.entries()) {
    rest -= chances[index] ?? 0;
    if (rest < 0) return routine;
  }
  throw new Error('no routine is active');
}

const busyness = (all: readonly Routine[], hour: number): number =>
  all.reduce((sum, routine) => sum + routine.share * routine.hours(new Date(hour)), 0);

const meanSize = (all: readonly Routine[], hour: number): number => {
  const turns = all.reduce((sum, routine) => sum + (routine.share * routine.hours(new Date(hour))) / routine.size, 0);
  return busyness(all, hour) / turns;
};

function hoursOf(window: Window): number[] {
  return Array.from({ length: Math.round((window.to - window.from) / HOUR) }, (_, index) => window.from + index * HOUR);
}

function split(events: readonly CloudTrailEvent[], end: number): [CloudTrailEvent[], CloudTrailEvent[]] {
  const border = `${new Date(end).toISOString().slice(0, 19)}Z`;
  const sorted = inOrder(events);
  const first = sorted.findIndex((event) => event.eventTime >= border);
  return first < 0 ? [sorted, []] : [sorted.slice(0, first), sorted.slice(first)];
}
