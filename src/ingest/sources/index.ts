import type { LogSource } from './log-source.ts';
import { pathSource } from './path-source.ts';

/** Every kind of source; the first that recognises an argument takes it. A path is what nothing else is. */
export const logSources: readonly LogSource[] = [pathSource];
