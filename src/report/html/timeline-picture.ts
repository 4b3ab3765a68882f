import { parseAwsTime } from '../../core/aws-time.ts';
import type { TimelineEntry } from '../../core/case.ts';
import { formatCount } from '../../core/format-count.ts';
import { counted, enumerate, tally } from '../content/counts.ts';
import { standingOf } from '../content/credential-state.ts';
import type { CaseView } from '../content/section.ts';
import { idleWords, stageWords } from '../content/words.ts';
import { shortenText } from '../visible-text.ts';
import { anchorOf } from './anchor.ts';
import { clusterMarks, type EventMark, rarestStages } from './event-marks.ts';
import { type Html, html } from './html.ts';
import { pictureFrame } from './picture-frame.ts';
import { type AxisStretch, buildTimeAxis, type TimeAxis, ticksOf } from './time-axis.ts';
import { type Lane, timelineLanes } from './timeline-lanes.ts';
import { diamond, timelineLegend } from './timeline-legend.ts';

const WIDTH = 1060;
const MARGIN = 16;
const LANE_HEIGHT = 70;
/** Of the line on which the marks stand, from the top of its lane. */
const LANE_LINE = 48;
const MARK = 11;
const AXIS_HEIGHT = 46;
const TICK_DISTANCE = 72;

/** The timeline as a picture: a lane a credential, marks by stage, a broken axis. Everything in it stands in the table below as well. */
export function timelinePicture(view: CaseView): Html | null {
  const timeline = view.case.timeline.filter((entry) => parseAwsTime(entry.eventTime) !== null);
  if (timeline.length === 0) return null;
  const axis = buildTimeAxis(ascending(timeline), attackSpan(timeline), MARGIN, WIDTH - 2 * MARGIN);
  const lanes = timelineLanes({ ...view.case, timeline });
  const rarest = rarestStages(timeline);
  const marked = lanes.map((lane) => ({ lane, marks: clusterMarks(lane.entries, (entry) => axis.place(timeOf(entry)), 2 * MARK + 2, rarest) }));
  const bottom = lanes.length * LANE_HEIGHT + 8;
  const mints = mintLines(lanes, axis);
  return pictureFrame({
    name: 'timeline',
    title: 'Timeline by credential',
    text: describe(view, lanes),
    width: WIDTH,
    height: bottom + AXIS_HEIGHT,
    drawing: html`${axis.stretches.map((stretch) => renderStretch(stretch, bottom))}
${mints}
${marked.map(({ lane, marks }, index) => renderLane(lane, marks, index * LANE_HEIGHT, view))}`,
    caption: timelineLegend(
      marked.flatMap(({ marks }) => marks),
      timeline,
      { mints: mints.length > 0, cuts: axis.stretches.length > 1 },
    ),
  });
}

/** Milliseconds of an entry that has a time one can read; the picture holds no other. */
function timeOf({ eventTime }: { readonly eventTime: string }): number {
  const time = parseAwsTime(eventTime);
  if (time === null) throw new Error(`not a time: ${eventTime}`);
  return time;
}

const ascending = (entries: readonly TimelineEntry[]): readonly number[] => entries.map(timeOf).toSorted((a, b) => a - b);

function attackSpan(timeline: readonly TimelineEntry[]): readonly [number, number] | null {
  const times = ascending(timeline.filter((entry) => entry.actor === 'attacker'));
  const [first, last] = [times[0], times.at(-1)];
  return first === undefined || last === undefined ? null : [first, last];
}

function describe({ case: { timeline } }: CaseView, lanes: readonly Lane[]): string {
  const actors = tally(timeline.map((entry) => entry.actor)).map(({ item, count }) => `${counted(count, 'event')} by ${item}`);
  return `${enumerate(actors)}, in ${counted(lanes.length, 'lane')}. The table below holds every event.`;
}

function renderLane(lane: Lane, marks: readonly EventMark[], top: number, view: CaseView): Html {
  const y = top + LANE_LINE;
  const attackerOnTop = marks.toSorted((a, b) => Number(a.byAttacker) - Number(b.byAttacker));
  return html`<g><line class="lane" x1="${MARGIN}" x2="${WIDTH - MARGIN}" y1="${y}" y2="${y}"/>
<text class="lane-label" x="${MARGIN}" y="${top + 18}">${laneLabel(lane, view)}</text>
${attackerOnTop.map((mark) => renderMark(mark, y))}</g>
`;
}

function laneLabel({ credential, label }: Lane, { case: { principals }, shortName }: CaseView): Html {
  if (credential === null) return html`${label}`;
  const owner = credential.principal === null ? '' : ` ${shortenText(shortName(credential.principal), 40)}`;
  const standing = standingOf(credential, principals);
  const use = credential.calls === 0 ? idleWords(credential) : counted(credential.calls, 'call');
  return html`<tspan class="id">${shortenText(credential.id, 40)}</tspan>${owner}, ${use}, <tspan class="state ${standing.tone}">${standing.words}</tspan>`;
}

function renderMark(mark: EventMark, y: number): Html {
  const { x, outcome, byAttacker, stage, entries } = mark;
  const first = entries[0];
  if (first === undefined) return html``;
  const style = byAttacker ? `mark ${stage ?? 'no-stage'}` : 'mark other';
  const shape =
    outcome === 'failed'
      ? html`<path d="${diamond(x, y, byAttacker ? MARK + 3 : MARK - 2)}"/>`
      : html`<circle cx="${x.toFixed(1)}" cy="${y}" r="${byAttacker ? MARK : MARK - 4}"/>${outcome === 'both' && (byAttacker ? html`<path d="${diamond(x + MARK - 2, y - MARK + 1, 6)}"/>` : html`<path d="${diamond(x + MARK - 5, y - MARK + 6, 4)}"/>`)}`;
  const code = byAttacker ? html`<text x="${x.toFixed(1)}" y="${y + 3.5}">${stage === null ? '' : stageWords[stage].code}</text>` : html``;
  const count =
    entries.length > 1 && html`<text class="count" x="${x.toFixed(1)}" y="${y + (byAttacker ? 24 : -11)}">${formatCount(entries.length)}</text>`;
  const words = markWords(mark);
  return html`<a class="${style}" href="#${anchorOf({ kind: 'event', id: first.eventId })}" aria-label="${words}"><title>${words}</title>${shape}${code}${count}</a>
`;
}

function markWords({ entries, outcome }: EventMark): string {
  const first = entries[0];
  const names = tally(entries.map((entry) => entry.eventName));
  const what = names.slice(0, 5).map(({ item, count }) => (count === 1 ? item : `${item} ${count}×`));
  const more = names.length > 5 ? [`${names.length - 5} more names`] : [];
  const span = entries.length === 1 ? first?.eventTime : `${first?.eventTime} to ${entries.at(-1)?.eventTime}`;
  return `${span}: ${[...what, ...more].join(', ')}, by ${first?.actor}${outcome === 'done' ? '' : `, ${failures(entries)}`}`;
}

function failures(entries: readonly TimelineEntry[]): string {
  const codes = entries.flatMap((entry) => entry.errorCode ?? []);
  return `${codes.length} of ${entries.length} refused or failed (${tally(codes)
    .slice(0, 3)
    .map(({ item }) => item)
    .join(', ')})`;
}

/** From the lane of the maker at the moment of minting down to the lane of what was minted. */
function mintLines(lanes: readonly Lane[], axis: TimeAxis): readonly Html[] {
  const rowOf = new Map(lanes.flatMap((lane, index) => (lane.credential === null ? [] : [[lane.credential.id, index] as const])));
  return lanes.flatMap(({ credential }, index) => {
    const from = credential?.mintedBy?.credential == null ? undefined : rowOf.get(credential.mintedBy.credential);
    if (!credential?.mintedBy || from === undefined || parseAwsTime(credential.mintedBy.eventTime) === null) return [];
    const x = axis.place(timeOf(credential.mintedBy)).toFixed(1);
    const y = index * LANE_HEIGHT + LANE_LINE;
    return html`<path class="mint" d="M${x} ${from * LANE_HEIGHT + LANE_LINE}V${y}"/><path class="mint-end" d="M${Number(x) - 5} ${y - 7}h10l-5 7z"><title>minted ${credential.mintedBy.eventTime}</title></path>
`;
  });
}

function renderStretch(stretch: AxisStretch, bottom: number): Html {
  const { from, to, left, right, gapBefore } = stretch;
  const wide = right - left >= 2 * TICK_DISTANCE && to > from;
  const gap =
    gapBefore !== null &&
    html`<line class="cut" x1="${left - 17}" x2="${left - 17}" y1="8" y2="${bottom + 4}"/><text class="cut-label" x="${left - 17}" y="${bottom + 40}">${duration(gapBefore)}</text>`;
  return html`${gap}<line class="axis" x1="${left}" x2="${right}" y1="${bottom}" y2="${bottom}"/>
${ticksOf(stretch, TICK_DISTANCE).map((time) => {
  const x = left + ((time - from) / (to - from)) * (right - left);
  return html`<line class="grid" x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="8" y2="${bottom}"/><text class="tick" x="${x.toFixed(1)}" y="${bottom + 14}">${to - from > 3 * 86_400_000 ? day(time) : clock(time)}</text>`;
})}
<text class="tick start" x="${left}" y="${bottom + 14}">${clock(from)}<tspan x="${left}" dy="12">${day(from)}</tspan></text>
${wide && html`<text class="tick end" x="${right}" y="${bottom + 14}">${clock(to)}<tspan x="${right}" dy="12">${day(to)}</tspan></text>`}
`;
}

const clock = (time: number): string => new Date(time).toISOString().slice(11, 19);
const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

function duration(ms: number): string {
  const units = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1000, 's'],
  ] as const;
  const [size, name] = units.find(([unit]) => ms >= unit) ?? units[3];
  return `${Math.floor(ms / size)} ${name}`;
}
