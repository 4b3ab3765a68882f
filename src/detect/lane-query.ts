import { TABLE } from '../core/cloudtrail-table.ts';
import { type EventKind, kindsTable } from './event-kinds.ts';
import type { Lane } from './lanes.ts';

/** Lanes that go into one number: JSON and JavaScript hold it exactly. */
const LANES_OF_NUMBER = 48;

/** Parts of a query in which `e` is the table. */
export interface LaneQuery {
  /** What stands behind FROM. */
  readonly from: string;
  /** For each lane a predicate that holds of the events that are in it. */
  readonly asked: readonly string[];
}

/**
 * Joins the events with their kinds, and asks of each what the lanes of its kind ask.
 *
 * @param kinds of all events; null when they are not known, and each lane is asked of every event
 * @param groupOf a number for each kind, which is `k.kindgroup` in the query
 */
export function laneQuery(
  lanes: readonly Lane[],
  kinds: readonly EventKind[] | null,
  groupOf: ((kind: EventKind) => number) | null = null,
): LaneQuery {
  const isWide = (lane: Lane): boolean => kinds === null || lane.kinds.size === kinds.length;
  const ofKind = (place: number): string => `bitwise_and(k.l${Math.floor(place / LANES_OF_NUMBER)}, ${bitOf(place)}) <> 0`;
  const asked = lanes.map((lane, place) => {
    const all = [...(isWide(lane) ? [] : [ofKind(place)]), ...(lane.predicate === true ? [] : [lane.predicate])];
    return `(${all.join(' AND ') || 'TRUE'})`;
  });
  if (kinds === null || (groupOf === null && lanes.every(isWide))) return { from: `${TABLE} e`, asked };
  const numbers = Array.from({ length: Math.ceil(lanes.length / LANES_OF_NUMBER) }, (_, number) => {
    const own = lanes.slice(number * LANES_OF_NUMBER, (number + 1) * LANES_OF_NUMBER);
    return [`l${number}`, (kind: EventKind) => own.reduce((sum, lane, place) => sum + (lane.kinds.has(kind) ? bitOf(place) : 0), 0)] as const;
  });
  const chosen = kinds.filter((kind) => lanes.some((lane) => lane.kinds.has(kind)));
  const { from, on } = kindsTable(chosen, groupOf === null ? numbers : [...numbers, ['kindgroup', groupOf]]);
  return { from: `${TABLE} e JOIN ${from} ON ${on}`, asked };
}

const bitOf = (place: number): number => 2 ** (place % LANES_OF_NUMBER);
