import { eventHistorySource } from './event-history-source.ts';
import type { LogSource } from './log-source.ts';
import { pathSource } from './path-source.ts';
import { s3Source } from './s3-source.ts';

/** Every kind of source; the first that recognises an argument takes it. A path is what nothing else is. */
export const logSources: readonly LogSource[] = [s3Source, eventHistorySource, pathSource];
