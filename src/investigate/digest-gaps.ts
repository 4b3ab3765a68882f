import { parseAwsTime } from '../core/aws-time.ts';
import type { Coverage } from '../core/case.ts';
import { parseTrailKey } from '../trail/trail-key.ts';
import type { LogValidation, ValidationProblem } from '../trail/validation/log-validation.ts';

const HOUR = 3_600_000;

type Gap = Coverage['gaps'][number];
type Chain = LogValidation['chains'][number];

const chainGapReasons: Readonly<Record<Chain['gaps'][number]['kind'], string>> = {
  missing: 'digests of CloudTrail are missing, so nobody can say which log files there were',
  'not-asked-for': 'digests of CloudTrail were not collected',
  restarted: 'the chain of digests begins anew: logging or its validation was off',
  silent: 'no digest of CloudTrail covers it',
};

/** Stretches of time in which digests show that log files are missing, were changed, or may be missing: from the first such file to the last. */
export function digestGaps({ chains, problems }: LogValidation): Gap[] {
  const ofFiles = (kind: ValidationProblem['kind'], why: (files: number, first: string) => string): Gap[] => {
    const files = problems.filter((problem) => problem.kind === kind);
    return spansOf(files).map(({ from, to, members }) => ({ from, to, why: why(members.length, members[0]?.file ?? '') }));
  };
  return [
    ...ofFiles('log-missing', (files, first) => `${countOf(files)} that digests name ${files === 1 ? 'is' : 'are'} missing (first: ${first})`),
    ...ofFiles('log-invalid', (files, first) => `${countOf(files)} ${files === 1 ? 'is' : 'are'} not what the digests recorded (first: ${first})`),
    ...chains.flatMap(({ accountId, region, gaps }) =>
      gaps.map(({ kind, from, to }) => ({ from, to, why: `${chainGapReasons[kind]} (account ${accountId}, ${region})` })),
    ),
  ];
}

const countOf = (files: number): string => (files === 1 ? '1 log file' : `${files} log files`);

interface Span {
  readonly from: string;
  to: string;
  readonly members: ValidationProblem[];
}

/** Files whose times lie within an hour of each other stand together. A file of no event has the time of its delivery. */
function spansOf(files: readonly ValidationProblem[]): Span[] {
  const spans: Span[] = [];
  const timed = files.flatMap((file) => {
    const delivered = parseTrailKey(file.file)?.time;
    const [from, to] = [file.from ?? delivered, file.to ?? delivered];
    return from === undefined || to === undefined ? [] : [{ file, from, to }];
  });
  for (const { file, from, to } of timed.sort((a, b) => timeOf(a.from) - timeOf(b.from))) {
    const last = spans.at(-1);
    if (last === undefined || timeOf(from) > timeOf(last.to) + HOUR) spans.push({ from, to, members: [file] });
    else {
      last.members.push(file);
      if (timeOf(to) > timeOf(last.to)) last.to = to;
    }
  }
  return spans;
}

const timeOf = (text: string): number => parseAwsTime(text) ?? 0;
