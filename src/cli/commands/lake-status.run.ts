import { openLake } from '../../lake/open-lake.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
import { type RedactFlags, redacting } from '../redaction.ts';
import { type LakeFlags, lakeDirectory, type SharedFlags } from '../shared-flags.ts';
import { coverageLines } from '../views/coverage-lines.ts';
import { upkeepLines } from '../views/upkeep-lines.ts';

export interface LakeStatusFlags extends SharedFlags, LakeFlags, RedactFlags {}

/** `keytrail lake [status]` */
export async function run(this: CliContext, flags: LakeStatusFlags): Promise<void> {
  const { env } = this.terminal;
  await redacting(flags, env, async (redaction) => {
    const lake = await openLake(lakeDirectory(flags, env));
    try {
      const coverage = redaction.value(await lake.coverage());
      const upkeep = redaction.value(await lake.upkeep());
      // Each file without proof is named by validate-logs; here they are counted.
      const { unverified: _, moved: __, ...validation } = coverage.validation ?? {};
      const document = { lake: lake.directory, digest: lake.digest, ...coverage, ...upkeep, validation: coverage.validation && validation };
      openOutput(flags, this.terminal).print({ kind: 'document', document, lines: () => [...coverageLines(coverage), ...upkeepLines(upkeep)] });
    } finally {
      await lake.close();
    }
  });
}
