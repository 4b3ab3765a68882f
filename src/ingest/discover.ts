import { realpath } from 'node:fs/promises';
import { type Discovery, Findings } from './findings.ts';
import type { KeyFilter } from './key-filter.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { logSources } from './sources/index.ts';
import type { Reach } from './sources/log-source.ts';

export interface DiscoverOptions extends Reach {
  /** Which files are wanted; without it all are. */
  readonly filter?: KeyFilter;
  readonly limits?: Limits;
}

/**
 * Finds the files under sources, each taken by the kind of source that recognises its form.
 *
 * @param sources as the user names them
 * @param except a folder that is not entered (the lake, which may lie in a source); null for none
 * @throws KeytrailError `KT_INPUT_MISSING` or `KT_INPUT_UNREADABLE` when a source itself is not there or cannot be read;
 * `KT_REMOTE_REFUSED` or `KT_REMOTE_UNREACHABLE` for those in AWS; `KT_USAGE` when its form is wrong; the signal's reason when interrupted
 */
export async function discover(
  sources: readonly string[],
  except: string | null,
  { filter, limits = defaultLimits, ...reach }: DiscoverOptions = {},
): Promise<Discovery> {
  const findings = new Findings(filter ?? null);
  const surroundings = { ...reach, limits, except: except === null ? null : await realpath(except).catch(() => except) };
  for (const argument of sources) {
    await logSources.find((source) => source.recognises(argument))?.find(argument, findings, surroundings);
  }
  return findings.discovery();
}
