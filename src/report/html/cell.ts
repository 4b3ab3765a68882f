import { formatCount } from '../../core/format-count.ts';
import type { Cell } from '../content/cell.ts';
import { type Citations, type CitedEvent, eventName } from '../content/citations.ts';
import { citedSentence } from '../content/cited-sentence.ts';
import { shortenText } from '../visible-text.ts';
import { anchorOf } from './anchor.ts';
import { type Html, html, webUrl } from './html.ts';

const LONGEST_VALUE = 160;
const LONGEST_SENTENCE = 1_000;
/** CloudTrail cuts a record at 256 KB; a tooltip need not hold it twice. */
const LONGEST_TITLE = 4_000;
const NUMBERS_OPEN = 24;

/** A cell as it stands in a table or beside a fact. */
export function renderCell(cell: Cell, citations: Citations): Html {
  switch (cell.kind) {
    case 'text': {
      const cited = citedSentence(cell.text, citations);
      return cited.kind === 'text' ? sentence(cell.text) : renderCell(cited, citations);
    }
    case 'value':
      return codeValue(cell.text, cell.short);
    case 'time':
      return html`<time>${shortenText(cell.time, LONGEST_VALUE)}</time>`;
    case 'badge':
      return html`<span class="badge ${cell.tone}">${breakable(shortenText(cell.text, LONGEST_VALUE))}</span>`;
    case 'link':
      return renderLink(cell.text, cell.url);
    case 'jump':
      return citations.find(cell.eventId)?.inTimeline
        ? html`<a href="#${anchorOf({ kind: 'event', id: cell.eventId })}">${cell.text}</a>`
        : sentence(cell.text);
    case 'events':
      return eventNumbers(cell.eventIds, citations);
    case 'phrase':
      return html`${cell.parts.map((part) => renderCell(part, citations))}`;
    case 'lines':
      return html`${cell.lines.map((line) => html`<div>${renderCell(line, citations)}</div>`)}`;
  }
}

/** Words of ours, which may quote names: shortened only beyond what a sentence needs, and read from left to right also where a name of another script comes first. */
export const sentence = (text: string): Html =>
  text.length <= LONGEST_SENTENCE
    ? html`<bdi dir="ltr">${text}</bdi>`
    : html`<bdi dir="ltr" title="${title(text)}">${shortenText(text, LONGEST_SENTENCE)}</bdi>`;

/** Where `Client.UnauthorizedOperation` may be broken: between its words. */
const breakable = (text: string): Html => html`${text.split(/(?<=[a-z.])(?=[A-Z])/).map((word, index) => html`${index > 0 && html`<wbr>`}${word}`)}`;

function codeValue(whole: string, short: string | null): Html {
  const shown = shortenText(short ?? whole, LONGEST_VALUE);
  return shown === whole ? html`<code dir="ltr">${whole}</code>` : html`<code dir="ltr" title="${title(whole)}">${shown}</code>`;
}

const title = (text: string): string => shortenText(text, LONGEST_TITLE);

function renderLink(text: string, url: string): Html {
  const address = webUrl(url);
  return address === null ? codeValue(url, null) : html`<a href="${address}" rel="noreferrer">${shortenText(text, LONGEST_VALUE)}</a>`;
}

function eventNumbers(eventIds: readonly string[], citations: Citations): Html {
  const numbers = eventIds.map((eventId) => eventNumber(eventId, citations.find(eventId)));
  const rest = numbers.slice(NUMBERS_OPEN);
  const more =
    rest.length > 0 && html`<details><summary>${formatCount(rest.length)} more</summary><span class="numbers">${spaced(rest)}</span></details>`;
  return html`<span class="numbers">${spaced(numbers.slice(0, NUMBERS_OPEN))}</span>${more}`;
}

function eventNumber(eventId: string, cited: CitedEvent | undefined): Html {
  const shown = cited === undefined ? shortenText(eventId, LONGEST_VALUE) : eventName(cited);
  if (!cited?.inTimeline) return html`<span class="number" title="${title(eventId)}, not in the timeline">${shown}</span>`;
  return html`<a class="number" href="#${anchorOf({ kind: 'event', id: eventId })}" title="${title(eventId)}">${shown}</a>`;
}

const spaced = (parts: readonly Html[]): Html => html`${parts.map((part, index) => html`${index > 0 && ' '}${part}`)}`;
