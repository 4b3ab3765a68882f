import type { CorrelationEvent } from './correlation-event.ts';

/** Events that came in the order of the steps, as late as possible. */
export interface Chain {
  readonly start: number;
  readonly end: number;
}

/**
 * For each moment at which the last step was taken: the chain that ends there and began latest. Times may be equal, because CloudTrail counts whole
 * seconds, and then any order will do; an event takes one step only.
 *
 * @param events of one group, in order of time
 * @param steps how many there are
 */
export function orderedChains(events: readonly CorrelationEvent[], steps: number): readonly Chain[] {
  /** The latest start of a chain through the first so many steps. */
  const latest = Array<number>(steps + 1).fill(Number.NEGATIVE_INFINITY);
  const chains: Chain[] = [];
  for (const moment of moments(events)) {
    const time = moment[0]?.time ?? 0;
    const before = [...latest];
    before[0] = time;
    let start = Number.NEGATIVE_INFINITY;
    for (let from = 0; from < steps; from += 1) {
      if (before[from] === Number.NEGATIVE_INFINITY) continue;
      for (let to = from + 1; to <= steps && canTake(moment, from, to); to += 1) {
        latest[to] = Math.max(latest[to] ?? 0, before[from] ?? 0);
        if (to === steps) start = Math.max(start, before[from] ?? 0);
      }
    }
    if (start > Number.NEGATIVE_INFINITY) chains.push({ start, end: time });
  }
  return chains;
}

function* moments(events: readonly CorrelationEvent[]): Iterable<readonly CorrelationEvent[]> {
  let moment: CorrelationEvent[] = [];
  for (const event of events) {
    if (moment.length > 0 && moment[0]?.time !== event.time) {
      yield moment;
      moment = [];
    }
    moment.push(event);
  }
  if (moment.length > 0) yield moment;
}

/** Whether events of one moment can take the steps from one place up to another, an event each: a matching in a graph of two sides. */
function canTake(moment: readonly CorrelationEvent[], from: number, to: number): boolean {
  const takers = new Map<string, number>();
  const eventsOf = (step: number): readonly string[] => moment.filter((event) => event.step === step).map(({ eventIds }) => eventIds.join(' '));

  function take(step: number, asked: Set<string>): boolean {
    for (const event of eventsOf(step)) {
      if (asked.has(event)) continue;
      asked.add(event);
      const taker = takers.get(event);
      if (taker !== undefined && !take(taker, asked)) continue;
      takers.set(event, step);
      return true;
    }
    return false;
  }
  for (let step = from; step < to; step += 1) if (!take(step, new Set())) return false;
  return true;
}
