import type { PublicKeyEntry } from '../digest-signature.ts';
import { parseTrailKey } from '../trail-key.ts';
import { type DigestChain, digestChains } from './digest-chains.ts';
import { type FoundDigest, type JudgedDigest, judgeDigests } from './judge-digests.ts';
import { judgeLog, logName, type NamedLogs, namedLogs, whyUnnamed, witnessOf } from './judge-logs.ts';
import { liesElsewhere } from './lies-elsewhere.ts';
import { LOG_VALIDATION_SCHEMA, type LogValidation, type ValidationProblem } from './log-validation.ts';

/** What a file holds, or why nobody knows: it is damaged, or it could not be had. */
export type Content<Read> =
  | { readonly kind: 'read'; readonly content: Read }
  | { readonly kind: 'damaged'; readonly why: string }
  | { readonly kind: 'unreadable'; readonly why: string };

/** A log file, with the SHA-256 of its inflated bytes where a digest names it. */
export interface FoundLog {
  readonly file: string;
  readonly hash: Content<string> | null;
}

/** All that was found of a trail. */
export interface Evidence {
  /** Files with the name of a digest. */
  readonly digests: readonly { readonly file: string; readonly content: Content<FoundDigest> }[];
  readonly logs: readonly FoundLog[];
  readonly publicKeys: readonly PublicKeyEntry[];
  /** Files and folders that could not be looked into. */
  readonly unreadable: readonly { readonly file: string; readonly why: string }[];
  /** Bucket and key of files that nobody looked for: that they are not there means nothing. */
  readonly notAskedFor?: ReadonlySet<string>;
}

type Finding =
  | { readonly kind: 'valid' }
  | { readonly kind: 'problem'; readonly problem: ValidationProblem }
  | { readonly kind: 'unverified'; readonly unverified: LogValidation['unverified'][number] };

/** Judges everything that was found, and names what was not. */
export function validate({ digests, logs, publicKeys, unreadable, notAskedFor = new Set() }: Evidence): LogValidation {
  const judged = judgeDigests(
    digests.flatMap(({ content }) => (content.kind === 'read' ? [content.content] : [])),
    publicKeys,
  );
  const chains = digestChains(judged, notAskedFor);
  const named = namedLogs(judged);
  const ofDigests = [...judged.map(digestFinding), ...digests.flatMap(noDigestFinding)];
  const ofLogs = logs.map((log) => logFinding(log, named, chains));
  const gone = missingDigests(chains);
  const missing = missingLogs(logs, named, notAskedFor);
  const problems = [...gone, ...[...ofDigests, ...ofLogs].flatMap((one) => (one.kind === 'problem' ? [one.problem] : [])), ...missing];
  const counts = { digests: { ...countsOf(ofDigests), missing: gone.length }, logFiles: { ...countsOf(ofLogs), missing: missing.length } };
  return {
    schema: LOG_VALIDATION_SCHEMA,
    verdict: problems.length > 0 ? 'tampered' : counts.digests.valid === 0 ? 'unverified' : 'intact',
    publicKeys: publicKeys.length,
    ...counts,
    chains: chains.map((chain) => ({ ...chain, gaps: [...chain.gaps] })),
    problems,
    unverified: [...ofDigests, ...ofLogs].flatMap((one) => (one.kind === 'unverified' ? [one.unverified] : [])),
    moved: [...movedDigests(judged), ...movedLogs(logs, named)],
    unreadable: [...unreadable],
  };
}

function digestFinding({ file, digest, verdict }: JudgedDigest): Finding {
  const { digestStartTime: from, digestEndTime: to } = digest;
  if (verdict.kind === 'valid') return verdict;
  return verdict.kind === 'invalid'
    ? { kind: 'problem', problem: { kind: 'digest-invalid', file, from, to, why: verdict.reason } }
    : { kind: 'unverified', unverified: { kind: 'digest', file, time: to, why: verdict.reason } };
}

/** What a file with the name of a digest is when no digest could be read from it. */
function noDigestFinding({ file, content }: Evidence['digests'][number]): Finding[] {
  const time = parseTrailKey(file)?.time ?? null;
  if (content.kind === 'read') return [];
  return content.kind === 'damaged'
    ? [{ kind: 'problem', problem: { kind: 'digest-invalid', file, from: null, to: time, why: content.why } }]
    : [{ kind: 'unverified', unverified: { kind: 'digest', file, time, why: content.why } }];
}

function logFinding({ file, hash }: FoundLog, named: NamedLogs, chains: readonly DigestChain[]): Finding {
  const witnesses = named.get(logName(file)) ?? [];
  const witness = witnessOf(witnesses);
  const unverified = (why: string): Finding => ({
    kind: 'unverified',
    unverified: { kind: 'log', file, time: parseTrailKey(file)?.time ?? null, why },
  });
  if (witness === null) return unverified(whyUnnamed(file, chains));
  if (hash === null) return unverified('it was not read');
  if (hash.kind === 'unreadable') return unverified(hash.why);
  const problem = (why: string): Finding => ({
    kind: 'problem',
    problem: { kind: 'log-invalid', file, from: witness.oldestEventTime, to: witness.newestEventTime, why },
  });
  if (hash.kind === 'damaged') return problem(hash.why);
  const verdict = judgeLog(hash.content, witnesses);
  if (verdict.kind === 'valid') return verdict;
  return verdict.kind === 'invalid' ? problem(verdict.reason) : unverified(verdict.reason);
}

function missingDigests(chains: readonly DigestChain[]): ValidationProblem[] {
  return chains.flatMap(({ gaps }) =>
    gaps.flatMap(({ kind, from, to, digest }) =>
      kind === 'missing' && digest !== null
        ? [{ kind: 'digest-missing' as const, file: digest, from, to, why: 'the next digest names it, and it is not there' }]
        : [],
    ),
  );
}

/** Log files that a digest names and that were not found. What an invalid digest names, nobody has to have. */
function missingLogs(logs: readonly FoundLog[], named: NamedLogs, notAskedFor: ReadonlySet<string>): ValidationProblem[] {
  const found = new Set(logs.map(({ file }) => logName(file)));
  return [...named].flatMap(([name, witnesses]) => {
    const witness = witnessOf(witnesses);
    if (witness === null || found.has(name) || witness.digest.kind === 'invalid') return [];
    const { s3Bucket, s3Object, oldestEventTime: from, newestEventTime: to } = witness;
    const file = `${s3Bucket}/${s3Object}`;
    if (notAskedFor.has(file)) return [];
    return [{ kind: 'log-missing' as const, file, from, to, why: 'a digest names it, and it is not there' }];
  });
}

const movedDigests = (judged: readonly JudgedDigest[]): LogValidation['moved'] =>
  judged.flatMap(({ file, digest: { digestS3Bucket: bucket, digestS3Object: key } }) =>
    liesElsewhere(file, bucket, key) ? [{ file, from: `${bucket}/${key}` }] : [],
  );

const movedLogs = (logs: readonly FoundLog[], named: NamedLogs): LogValidation['moved'] =>
  logs.flatMap(({ file }) => {
    const witnesses = named.get(logName(file)) ?? [];
    const [first] = witnesses;
    const isInPlace = witnesses.some(({ s3Bucket, s3Object }) => !liesElsewhere(file, s3Bucket, s3Object));
    return first === undefined || isInPlace ? [] : [{ file, from: `${first.s3Bucket}/${first.s3Object}` }];
  });

function countsOf(findings: readonly Finding[]): { valid: number; invalid: number; unverified: number } {
  const number = (kind: Finding['kind']): number => findings.filter((one) => one.kind === kind).length;
  return { valid: number('valid'), invalid: number('problem'), unverified: number('unverified') };
}
