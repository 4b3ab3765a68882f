/** Columns of text that differ from event to event: there is nothing to gain from looking at their texts apart from the events. */
export const unlikeColumns: ReadonlySet<string> = new Set(['eventtime', 'eventid', 'requestid', 'sharedeventid']);
