/**
 * What stands in a table or beside a fact, without a word on how it looks. `text` is ours, `value` comes from the logs or is an id;
 * both may hold anything an attacker can type and are made harmless by the format that writes them.
 */
export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly text: string; readonly short: string | null }
  | { readonly kind: 'time'; readonly time: string }
  | { readonly kind: 'badge'; readonly text: string; readonly tone: Tone }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  | { readonly kind: 'jump'; readonly text: string; readonly eventId: string }
  | { readonly kind: 'events'; readonly eventIds: readonly string[] }
  | { readonly kind: 'phrase'; readonly parts: readonly Cell[] }
  | { readonly kind: 'lines'; readonly lines: readonly Cell[] };

/** How much a reader should mind. The words say the same: a tone never stands alone. */
export type Tone = 'danger' | 'warning' | 'calm' | 'plain';

/** Words of ours. */
export const text = (words: string): Cell => ({ kind: 'text', text: words });

/** An id, an ARN or a text from the log; `short` is shown in its place where given, the whole stays within reach. */
export const value = (whole: string | null, short: string | null = null): Cell => (whole === null ? nothing : { kind: 'value', text: whole, short });

/** A moment as the record has it: it stays on one line. */
export const time = (moment: string | null): Cell => (moment === null ? nothing : { kind: 'time', time: moment });

export const badge = (words: string, tone: Tone): Cell => ({ kind: 'badge', text: words, tone });

/** The events that show what is said beside them. */
export const events = (eventIds: readonly string[]): Cell => (eventIds.length === 0 ? nothing : { kind: 'events', eventIds });

/** A page elsewhere; a format makes it a link only when it leads to the web. */
export const link = (words: string, url: string): Cell => ({ kind: 'link', text: words, url });

/** Words, a number most often, that lead to the first of the events behind them. */
export const jump = (words: string, eventId: string | null | undefined): Cell =>
  eventId == null ? text(words) : { kind: 'jump', text: words, eventId };

/** Cells in one line. */
export const phrase = (...parts: readonly Cell[]): Cell => ({ kind: 'phrase', parts });

/** Cells one under the other. */
export const lines = (...items: readonly Cell[]): Cell => (items.length === 0 ? nothing : { kind: 'lines', lines: items });

export const nothing: Cell = { kind: 'text', text: '–' };
