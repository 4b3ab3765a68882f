import { KeytrailError } from '../core/errors.ts';
import { openLake } from '../lake/open-lake.ts';
import { type CheckResult, runChecks } from '../setup/check.ts';
import { diskCheck } from '../setup/disk-check.ts';
import { type LakeState, lakeCheck } from '../setup/lake-check.ts';
import { nodeCheck } from '../setup/node-check.ts';

/** What each check found, in their order. */
export type DoctorReport = readonly CheckResult[];

/**
 * Looks at everything that keytrail needs.
 *
 * @param lake folder of the lake, which need not exist
 */
export const doctor = (lake: string): Promise<DoctorReport> =>
  runChecks([nodeCheck(process.versions.node), diskCheck(lake), lakeCheck(lake, () => lakeState(lake))]);

async function lakeState(directory: string): Promise<LakeState | null> {
  const lake = await openLake(directory).catch((error: unknown) => {
    if (error instanceof KeytrailError && error.code === 'KT_LAKE_MISSING') return null;
    throw error;
  });
  if (lake === null) return null;
  try {
    const { events, files, unreadable } = await lake.coverage();
    return { events, files, unreadable: unreadable.length };
  } finally {
    await lake.close();
  }
}
