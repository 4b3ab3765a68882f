import { collectLogs } from '../../app/collect-logs.ts';
import type { AwsAccess } from '../../core/aws-access.ts';
import { formatCount } from '../../core/format-count.ts';
import type { KeyFilter } from '../../ingest/key-filter.ts';
import { GIB, MIB } from '../../ingest/limits.ts';
import type { CollectEffects, CollectProgress } from '../../lake/collect-report.ts';
import { readLogValidation } from '../../lake/digest-ledger.ts';
import { gigabytes } from '../../lake/expected-size.ts';
import { counted } from '../../report/content/counts.ts';
import { validationSentence } from '../../report/content/validation-sentence.ts';
import { awsAccess } from '../aws-flags.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
import type { Step } from '../output/progress.ts';
import { type LakeFlags, lakeDirectory, type SharedFlags } from '../shared-flags.ts';
import { type TimeFlags, windowOf } from '../time-flags.ts';
import { collectionLines, collectionSummary } from '../views/collection-lines.ts';

export interface CollectFlags extends SharedFlags, LakeFlags, TimeFlags, AwsAccess {
  readonly strict: boolean;
  readonly onlyAccount?: readonly string[];
  readonly onlyRegion?: readonly string[];
  readonly maxFileSize: number;
  readonly maxUnpacked: number;
  readonly maxMembers: number;
  readonly ignoreSpace: boolean;
}

/** `keytrail collect SOURCE...` */
export async function run(this: CliContext, flags: CollectFlags, ...sources: string[]): Promise<void> {
  const output = openOutput(flags, this.terminal);
  const lake = lakeDirectory(flags, this.terminal.env);
  const filter = filterOf(flags);
  const request = {
    lake,
    sources,
    aws: awsAccess(flags),
    limits: { fileBytes: flags.maxFileSize * MIB, archiveBytes: flags.maxUnpacked * GIB, archiveMembers: flags.maxMembers },
    ...(filter === null ? {} : { filter }),
  };
  const report = await output.progress.during(
    'collect',
    (update) =>
      collectLogs(request, {
        onProgress: progressTo(update),
        onChecking: checkingTo(update),
        onLarge: ({ logs, lake: needed, free }) =>
          output.note(`${gigabytes(logs)} of logs to load: the lake grows by about ${gigabytes(needed)}, the disk has ${gigabytes(free)} left`),
        ignoreSpace: flags.ignoreSpace,
        signal: this.signal,
      }),
    collectionSummary,
  );
  const validation = await readLogValidation(lake);
  if (validation?.verdict === 'tampered') output.warn(`${validationSentence(validation)}. keytrail validate-logs SOURCE names each file.`);
  output.print({ kind: 'document', document: report, lines: () => collectionLines(report) });
  if (flags.strict && report.setAside.length + report.recordsGivenUp.length > 0) this.doesNotHold();
}

function filterOf({ onlyAccount = [], onlyRegion = [], ...flags }: CollectFlags): KeyFilter | null {
  const window = windowOf(flags);
  if (onlyAccount.length + onlyRegion.length + Object.keys(window).length === 0) return null;
  return { accounts: onlyAccount, regions: onlyRegion, ...window };
}

const checkingTo =
  (update: Step['update']): NonNullable<CollectEffects['onChecking']> =>
  ({ filesDone, files }) =>
    update(filesDone, files, `${formatCount(filesDone)} of ${counted(files, 'file')} checked by digests`);

const progressTo =
  (update: Step['update']) =>
  ({ filesDone, files, bytesDone, bytes }: CollectProgress): void =>
    // Of what is asked from Event History nobody knows the size.
    update(bytes > 0 ? bytesDone : filesDone, bytes > 0 ? bytes : files, `${formatCount(filesDone)} of ${counted(files, 'file')}`);
