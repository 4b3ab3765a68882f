import { byTime, type CloudTrailEvent } from '../core/event.ts';
import type { Rule } from '../sigma/rule.ts';
import type { RuleIndex } from './index-rules.ts';

/** When an event was, and which, in one text, since there may be a million: the length of eventTime, a colon, eventTime and eventID. */
export type Moment = string;

/** The moment of an event. */
export const momentOf = ({ eventTime, eventID }: Pick<CloudTrailEvent, 'eventTime' | 'eventID'>): Moment =>
  `${eventTime.length}:${eventTime}${eventID}`;

/** What a moment was made of. */
export function partsOf(moment: Moment): Pick<CloudTrailEvent, 'eventTime' | 'eventID'> {
  const colon = moment.indexOf(':');
  const end = colon + 1 + Number(moment.slice(0, colon));
  return { eventTime: moment.slice(colon + 1, end), eventID: moment.slice(end) };
}

/** Events that are alike in all that rules ask of them and findings show of them. */
export interface AlikeEvents {
  /** The first of them, or as much of it as that. */
  readonly event: CloudTrailEvent;
  /** All of them, in order of time. */
  readonly moments: readonly Moment[];
}

/** The order of every timeline, as {@link byTime}. Times of one length stand before the ids, so that the texts have their order. */
export const byMoment = (one: Moment, other: Moment): number =>
  one.startsWith('20:') && other.startsWith('20:') ? compareText(one, other) : byTime(partsOf(one), partsOf(other));

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Alike events, and the rules that may match them. */
export interface Candidate extends AlikeEvents {
  readonly rules: readonly Rule[];
}

/** Events that are like no others. */
export async function* singles(
  events: AsyncIterable<CloudTrailEvent> | Iterable<CloudTrailEvent>,
  index: Pick<RuleIndex, 'rulesFor'>,
): AsyncGenerator<Candidate, void, undefined> {
  for await (const event of events) yield { event, moments: [momentOf(event)], rules: index.rulesFor(event) };
}

/** Brings two flows into one, each in order of the first moments. */
export async function* inOrder(one: AsyncIterable<Candidate>, other: AsyncIterable<Candidate>): AsyncGenerator<Candidate, void, undefined> {
  const [left, right] = [one[Symbol.asyncIterator](), other[Symbol.asyncIterator]()];
  let [a, b] = [await left.next(), await right.next()];
  while (!a.done || !b.done) {
    if (b.done || (!a.done && byFirst(a.value, b.value) <= 0)) {
      if (!a.done) yield a.value;
      a = await left.next();
    } else {
      yield b.value;
      b = await right.next();
    }
  }
}

/** The order of the first moments. */
export const byFirst = (a: AlikeEvents, b: AlikeEvents): number => byMoment(firstOf(a), firstOf(b));

const firstOf = ({ moments }: AlikeEvents): Moment => moments[0] ?? '0:';
