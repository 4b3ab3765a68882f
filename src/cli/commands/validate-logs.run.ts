import { validateLogs } from '../../app/validate-logs.ts';
import type { AwsAccess } from '../../core/aws-access.ts';
import { formatCount } from '../../core/format-count.ts';
import { counted } from '../../report/content/counts.ts';
import { validationSentence } from '../../report/content/validation-sentence.ts';
import { awsAccess } from '../aws-flags.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
import type { SharedFlags } from '../shared-flags.ts';
import { validationLines } from '../views/validation-lines.ts';

export interface ValidateLogsFlags extends SharedFlags, AwsAccess {
  readonly publicKeys?: readonly string[];
}

const NO_KEYS =
  'there are no public keys to check digests with. For each region: aws cloudtrail list-public-keys --region REGION --start-time START --end-time END > keys.json, then --public-keys keys.json.';
const KEYS_FROM_SOURCE =
  'the public keys lay beside the logs, where whoever changed the logs may have changed them, too. Fetch them from AWS (aws cloudtrail list-public-keys) and give them with --public-keys.';

/** `keytrail validate-logs SOURCE...` */
export async function run(this: CliContext, flags: ValidateLogsFlags, ...sources: string[]): Promise<void> {
  const output = openOutput(flags, this.terminal);
  const { validation, keysFromSource } = await output.progress.during(
    'validate',
    (update) =>
      validateLogs(
        { sources, publicKeyFiles: flags.publicKeys ?? [], aws: awsAccess(flags) },
        {
          onProgress: ({ filesDone, files }) => update(filesDone, files, `${formatCount(filesDone)} of ${counted(files, 'file')}`),
          signal: this.signal,
        },
      ),
    ({ validation: made }) => validationSentence(made),
  );
  output.print({ kind: 'document', document: validation, lines: () => validationLines(validation) });
  if (keysFromSource) output.warn(validation.publicKeys > 0 ? KEYS_FROM_SOURCE : NO_KEYS);
  if (validation.verdict !== 'intact') this.doesNotHold();
}
