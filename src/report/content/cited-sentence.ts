import { type Cell, events, phrase, text } from './cell.ts';
import type { Citations } from './citations.ts';

/** An eventID as CloudTrail makes them. */
const EVENT_ID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/;

/**
 * A sentence of the case with the events it names as cells, so that a reader gets from it to them. Only events that the case cites are taken for such:
 * a name that looks like an eventID stays a name.
 */
export function citedSentence(sentence: string, citations: Citations): Cell {
  const parts = sentence.split(new RegExp(`(${EVENT_ID.source})`, 'g'));
  if (!parts.some((part) => isCited(part, citations))) return text(sentence);
  return phrase(...parts.filter((part) => part !== '').map((part) => (isCited(part, citations) ? events([part]) : text(part))));
}

const isCited = (part: string, citations: Citations): boolean => EVENT_ID.test(part) && citations.find(part)?.eventId === part;
