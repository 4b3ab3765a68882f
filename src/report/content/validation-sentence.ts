import { formatCount } from '../../core/format-count.ts';
import type { LakeCoverage } from '../../lake/coverage.ts';
import type { LogValidation } from '../../trail/validation/log-validation.ts';
import { counted, enumerate } from './counts.ts';

/** What digests prove of log files, in a clause: what is wrong comes first, then what is proved, then what nobody can say. */
export function validationSentence({ digests, logFiles, unverified }: LogValidation): string {
  const wrong = [
    ...some(logFiles.invalid, 'log file is', 'log files are', 'not what the digests recorded'),
    ...some(logFiles.missing, 'log file is', 'log files are', 'missing'),
    ...some(digests.invalid, 'digest is', 'digests are', 'invalid'),
    ...some(digests.missing, 'gap is', 'gaps are', 'where digests were'),
  ];
  const doubt = unverified.find(({ kind }) => kind === 'digest')?.why;
  const files = logFiles.valid + logFiles.invalid + logFiles.unverified;
  return [
    ...(wrong.length > 0 ? [enumerate(wrong)] : []),
    ...(digests.valid === 0 ? [`no digest could be verified${doubt === undefined ? '' : ` (${doubt})`}`] : []),
    `${formatCount(logFiles.valid)} of ${counted(files, 'log file')} proved unchanged`,
    ...(logFiles.unverified > 0 ? [`of ${formatCount(logFiles.unverified)} there is no proof`] : []),
  ].join('; ');
}

/** The same for a lake, where digests may be none, and keys are those that came with the logs. */
export function digestsOfLake({ validation, digestFiles }: Pick<LakeCoverage, 'validation' | 'digestFiles'>): string {
  if (validation !== null)
    return `${validationSentence(validation)}${validation.publicKeys === 0 ? '' : ' (by the public keys that came with the logs)'}`;
  return digestFiles === 0
    ? 'no digest files came with the logs'
    : `${counted(digestFiles, 'digest file')} came with the logs under other names than those of CloudTrail, and were not checked`;
}

const some = (count: number, one: string, many: string, what: string): string[] => (count === 0 ? [] : [`${counted(count, one, many)} ${what}`]);
