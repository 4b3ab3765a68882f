import { formatCount } from '../../core/format-count.ts';
import type { Cell } from '../content/cell.ts';
import { type Citations, eventName } from '../content/citations.ts';
import { citedSentence } from '../content/cited-sentence.ts';
import { codeOf, joined, type Markdown, md } from './markdown.ts';

const NUMBERS_SHOWN = 24;

/** A cell in one line of Markdown. Events are the numbers of the event index. */
export function markdownCell(cell: Cell, citations: Citations): Markdown {
  switch (cell.kind) {
    case 'text': {
      const cited = citedSentence(cell.text, citations);
      return cited.kind === 'text' ? md`${cell.text}` : markdownCell(cited, citations);
    }
    case 'jump':
      return md`${cell.text}`;
    case 'value':
      return codeOf(cell.short ?? cell.text);
    case 'time':
      return md`${cell.time}`;
    case 'badge':
      return md`**${cell.text}**`;
    case 'link':
      return codeOf(cell.url);
    case 'events':
      return eventNumbers(cell.eventIds, citations);
    case 'phrase':
      return md`${cell.parts.map((part) => markdownCell(part, citations))}`;
    case 'lines':
      return joined(
        cell.lines.map((line) => markdownCell(line, citations)),
        '<br>',
      );
  }
}

function eventNumbers(eventIds: readonly string[], citations: Citations): Markdown {
  const numbers = eventIds.slice(0, NUMBERS_SHOWN).map((eventId) => {
    const cited = citations.find(eventId);
    return cited === undefined ? codeOf(eventId) : md`${eventName(cited)}`;
  });
  const left = eventIds.length - numbers.length;
  return md`${joined(numbers, ' ')}${left > 0 && ` and ${formatCount(left)} more`}`;
}
