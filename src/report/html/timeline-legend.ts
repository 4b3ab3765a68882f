import { stageNames, type TimelineEntry } from '../../core/case.ts';
import { stageWords } from '../content/words.ts';
import type { EventMark } from './event-marks.ts';
import { type Html, html } from './html.ts';

/** What the signs of the timeline mean: those that are in it, no others. */
export function timelineLegend(
  marks: readonly EventMark[],
  timeline: readonly TimelineEntry[],
  has: { readonly mints: boolean; readonly cuts: boolean },
): Html {
  const stages = new Set(marks.flatMap(({ byAttacker, stage }) => (byAttacker ? (stage ?? []) : [])));
  const items: readonly (Html | false)[] = [
    ...stageNames
      .filter((name) => stages.has(name))
      .map((name) =>
        key(
          html`<g class="mark ${name}"><circle cx="11" cy="11" r="10"/><text x="11" y="14.5">${stageWords[name].code}</text></g>`,
          stageWords[name].title,
        ),
      ),
    timeline.some(({ errorCode }) => errorCode !== null) &&
      key(html`<g class="mark no-stage"><path d="${diamond(11, 11, 10)}"/></g>`, 'diamond: refused or failed'),
    marks.some(({ byAttacker }) => !byAttacker) && key(html`<g class="mark other"><circle cx="11" cy="11" r="7"/></g>`, 'small: not the attacker'),
    has.mints && key(html`<path class="mint-end" d="M6 8h10l-5 7z"/>`, 'minted here'),
    marks.some(({ entries }) => entries.length > 1) && html`<li>number: so many events in one mark, which has the letters of their rarest stage</li>`,
    has.cuts && html`<li>dashed from top to bottom: time left out, scale changes</li>`,
    html`<li>all times UTC</li>`,
  ];
  return html`<ul class="legend">${items}</ul>`;
}

const key = (drawing: Html, words: string): Html =>
  html`<li><svg class="key" viewBox="0 0 22 22" width="22" height="22" aria-hidden="true">${drawing}</svg> ${words}</li>
`;

/** The path of a square on its tip. */
export const diamond = (x: number, y: number, size: number): string =>
  `M${x.toFixed(1)} ${y - size}L${(x + size).toFixed(1)} ${y}L${x.toFixed(1)} ${y + size}L${(x - size).toFixed(1)} ${y}Z`;
