const PLAIN = /^[\w+=,.:@/-]+$/;
const LONGEST = 200;

/** A text out of a log, fit for a sentence: of bounded length, and in quotes with everything but plain ASCII escaped where it is no plain word. */
export function shown(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
  if (PLAIN.test(short)) return short;
  return JSON.stringify(short).replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const MOST = 4;

/** The first few of a list, and how many more there are. */
export const firstOf = (texts: readonly string[], separator = ', '): string =>
  `${texts.slice(0, MOST).join(separator)}${texts.length > MOST ? `${separator}and ${texts.length - MOST} more` : ''}`;

/** How a statement names the record that shows it. */
export const cited = (eventId: string): string => `event ${shown(eventId)}`;
