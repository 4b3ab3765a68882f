import { KeytrailError } from '../../core/errors.ts';

/** What to do about a reason that Athena gives, and whose fault it is. */
const HINTS: readonly (readonly [reason: RegExp, hint: string])[] = [
  [/output location/i, 'Say where results go: --output-location s3://BUCKET/PREFIX/, or name a workgroup that knows: --workgroup NAME.'],
  [/writing output|output bucket/i, 'Allow s3:PutObject and s3:GetBucketLocation where results go, or name another place: --output-location.'],
  [/COLUMN_NOT_FOUND|Column '.*' cannot be resolved/i, 'DESCRIBE TABLE lists the columns there are.'],
  [/TABLE_NOT_FOUND|SCHEMA_NOT_FOUND|does not exist/i, 'SHOW TABLES lists what there is; --database NAME says where.'],
  [
    /not authorized|PERMISSION|Access ?Denied|Insufficient (permissions|Lake Formation)/i,
    'Allow the read: on the S3 bucket and its key, on the table in Glue, and in Lake Formation.',
  ],
  [/exhausted resources|bytes scanned limit/i, 'Ask for less: a narrower WHERE, or a condition on a partition key.'],
  [/BAD_DATA|CURSOR_ERROR|invalid JSON/i, 'A log file or the definition of the table is damaged: $path beside the columns tells which file.'],
];

const PLACE = /line \d+:\d+: /;

/** What Athena says of a statement, in its own words: they name the place and the thing. */
export function athenaFailure(reason: string): KeytrailError {
  const sentence = reason.trim() || 'no reason is given';
  const hint = HINTS.find(([pattern]) => pattern.test(sentence))?.[1];
  const details = hint === undefined ? {} : { hint };
  const place = PLACE.exec(sentence);
  // As with every engine the message of a wrong text begins with its place.
  if (place !== null) return new KeytrailError('KT_QUERY_INVALID', sentence.slice(place.index), details);
  return new KeytrailError('KT_REMOTE_REFUSED', `the query failed in Athena: ${sentence}`, {
    hint: 'The console of Athena shows the execution under Recent queries.',
    ...details,
  });
}
