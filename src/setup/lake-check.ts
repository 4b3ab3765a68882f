import { formatCount } from '../core/format-count.ts';
import type { Check } from './check.ts';

/** What a lake holds, as far as a check tells. */
export interface LakeState {
  readonly events: number;
  readonly files: number;
  readonly unreadable: number;
}

/**
 * Whether there is a lake, and whether this keytrail can read it.
 *
 * @param open null when there is none; throws as opening a lake does
 */
export const lakeCheck = (folder: string, open: () => Promise<LakeState | null>): Check => ({
  name: 'lake',
  run: async () => {
    const lake = await open();
    if (lake === null) return { state: 'ok', finding: `none in "${folder}" yet: keytrail collect makes it` };
    const finding = `"${folder}" holds ${formatCount(lake.events, ' ')} events from ${formatCount(lake.files, ' ')} files`;
    if (lake.unreadable === 0) return { state: 'ok', finding };
    return { state: 'warn', finding: `${finding}; set aside: ${lake.unreadable}`, next: 'keytrail lake names them.' };
  },
});
