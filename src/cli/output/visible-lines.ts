import { visibleText } from '../../report/visible-text.ts';

/** A message of several lines as a terminal may show it: one about SQL holds a line of the query with a mark below it, and its line breaks stay. */
export const visibleLines = (text: string): string => text.split('\n').map(visibleText).join('\n');
