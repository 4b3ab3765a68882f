/** A stretch of time that is drawn to one scale. Milliseconds and units of the picture. */
export interface AxisStretch {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
  /** Milliseconds without an event before it; null for the first. */
  readonly gapBefore: number | null;
}

export interface TimeAxis {
  readonly stretches: readonly AxisStretch[];
  /** Where a time stands; times between stretches stand at the nearer edge. */
  place(time: number): number;
}

/** The attack gets this share of the width when there are events before or after it. */
const FOCUS_SHARE = 0.72;
const CUT_WIDTH = 34;
const STRETCH_MIN_WIDTH = 74;
const CUTS_IN_FOCUS = 4;
const CUTS_ELSEWHERE = 1;
/** A gap breaks the axis when it is this part of the whole and this many times as long as the usual one. */
const GAP_PART = 0.12;
const GAP_TIMES_USUAL = 20;

/**
 * An axis that is broken where nothing happened, and that changes its scale at the begin and end of `focus`: twenty minutes of attack in three
 * weeks of work would else be one dot.
 *
 * @param times milliseconds, ascending, at least one.
 * @param focus first and last time of the attack, or null.
 */
export function buildTimeAxis(times: readonly number[], focus: readonly [number, number] | null, left: number, width: number): TimeAxis {
  const parts = focus === null ? [{ times, share: 1, cuts: CUTS_IN_FOCUS }] : aroundFocus(times, focus);
  const pieces = parts.flatMap((part) =>
    cutAtGaps(part.times, part.cuts).map((piece, _, all) => ({ piece, weight: weightOf(piece, all) * part.share })),
  );
  const free = Math.max(0, width - CUT_WIDTH * (pieces.length - 1) - STRETCH_MIN_WIDTH * pieces.length);
  const total = pieces.reduce((sum, { weight }) => sum + weight, 0);

  const stretches: AxisStretch[] = [];
  let x = left;
  for (const { piece, weight } of pieces) {
    const before = stretches.at(-1);
    const [from, to] = ends(piece);
    const right = x + STRETCH_MIN_WIDTH + (free * weight) / total;
    stretches.push({ from, to, left: Math.round(x), right: Math.round(right), gapBefore: before ? from - before.to : null });
    x = right + CUT_WIDTH;
  }
  return { stretches, place: (time) => placeOn(stretches, time) };
}

function aroundFocus(times: readonly number[], [from, to]: readonly [number, number]) {
  const before = times.filter((time) => time < from);
  const within = times.filter((time) => time >= from && time <= to);
  const after = times.filter((time) => time > to);
  const others = [before, after].filter((part) => part.length > 0).length;
  const share = others === 0 ? 0 : (1 - FOCUS_SHARE) / others;
  return [
    { times: before, share, cuts: CUTS_ELSEWHERE },
    { times: within, share: others === 0 ? 1 : FOCUS_SHARE, cuts: CUTS_IN_FOCUS },
    { times: after, share, cuts: CUTS_ELSEWHERE },
  ].filter((part) => part.times.length > 0);
}

/** Breaks the times at their greatest gaps, at most `most` of them. */
function cutAtGaps(times: readonly number[], most: number): readonly (readonly number[])[] {
  const [first, last] = ends(times);
  const gaps = times.map((time, index) => ({ index, gap: index === 0 ? 0 : time - (times[index - 1] ?? time) }));
  const sizes = gaps.slice(1).map(({ gap }) => gap);
  const usual = sizes.toSorted((a, b) => a - b)[Math.floor((sizes.length - 1) / 2)] ?? 0;
  const cuts = gaps
    .filter(({ gap }) => gap > GAP_PART * (last - first) && gap > GAP_TIMES_USUAL * usual)
    .sort((a, b) => b.gap - a.gap)
    .slice(0, most)
    .map(({ index }) => index)
    .sort((a, b) => a - b);
  return [0, ...cuts].map((start, index) => times.slice(start, cuts[index] ?? times.length));
}

/** The part of its siblings' width that a piece gets: room for many events, yet none for the biggest alone. */
function weightOf(piece: readonly number[], siblings: readonly (readonly number[])[]): number {
  const root = (times: readonly number[]): number => Math.sqrt(new Set(times).size);
  return root(piece) / siblings.reduce((sum, sibling) => sum + root(sibling), 0);
}

function placeOn(stretches: readonly AxisStretch[], time: number): number {
  const stretch = stretches.find((one) => time <= one.to) ?? stretches.at(-1);
  if (!stretch) throw new Error('a time axis has at least one stretch');
  if (stretch.to === stretch.from) return (stretch.left + stretch.right) / 2;
  const part = Math.min(1, Math.max(0, (time - stretch.from) / (stretch.to - stretch.from)));
  return stretch.left + part * (stretch.right - stretch.left);
}

function ends(times: readonly number[]): readonly [number, number] {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) throw new Error('a stretch of time has at least one event');
  return [first, last];
}

const STEPS_SECONDS = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 86400, 2 * 86400, 7 * 86400, 30 * 86400, 90 * 86400];

/** Round times strictly inside a stretch, at least `apart` units from each other and half as much again from its ends, which have labels of their own. */
export function ticksOf({ from, to, left, right }: AxisStretch, apart: number): readonly number[] {
  const unitsPerMs = (right - left) / (to - from);
  const step = STEPS_SECONDS.map((seconds) => seconds * 1000).find((ms) => ms * unitsPerMs >= apart);
  if (to === from || step === undefined) return [];
  const margin = (1.5 * apart) / unitsPerMs;
  const ticks: number[] = [];
  for (let time = Math.ceil((from + margin) / step) * step; time <= to - margin; time += step) ticks.push(time);
  return ticks;
}
