import type { LakeVerification } from '../../lake/verify-lake.ts';
import { counted } from '../../report/content/counts.ts';
import { visibleText } from '../../report/visible-text.ts';

/** Whether a lake is what its catalogue says, and everything that is wrong. */
export function* lakeVerificationLines({ verdict, parquetFiles, events, hashed, unhashed, faults }: LakeVerification): Iterable<string> {
  yield `${verdict === 'whole' ? 'Whole' : 'DAMAGED'}: ${counted(parquetFiles, 'Parquet file')}, ${counted(events, 'event')}, ${counted(hashed, 'file')} compared by SHA-256.`;
  if (unhashed > 0) yield `no hash      ${counted(unhashed, 'file')} from before the catalogue kept hashes: only size and rows were compared`;
  for (const { file, why } of faults) yield visibleText(`wrong        ${file === null ? '' : `${file}: `}${why}`);
}
