/** A span of event times, each end open when it is left out. ISO 8601 in UTC, as eventTime is written; a day alone stands for its beginning. */
export interface TimeWindow {
  /** First eventTime in it. */
  readonly since?: string;
  /** First eventTime after it. */
  readonly until?: string;
}

/** The newest time of a window within what the data covers; null when there is no data. */
export function endOfWindow({ until }: TimeWindow, newest: string | null): string | null {
  if (until === undefined || newest === null || until > newest) return newest;
  return until.includes('T') ? until : `${until}T00:00:00Z`;
}

/** A window in words, as "from ... on and before ..."; null when it is open at both ends. */
export function spanSentence({ since, until }: TimeWindow): string | null {
  const ends = [...(since === undefined ? [] : [`from ${since} on`]), ...(until === undefined ? [] : [`before ${until}`])];
  return ends.length === 0 ? null : ends.join(' and ');
}
