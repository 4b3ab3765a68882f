import type { LakeUpkeep } from '../../lake/lake-upkeep.ts';
import { counted } from '../../report/content/counts.ts';
import { visibleText } from '../../report/visible-text.ts';
import { firstFew } from './first-few.ts';

const MEGABYTE = 1_000_000;
const megabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(1)} MB`;

/** How a lake lies in time and on the disk. */
export function* upkeepLines({ days, gaps, bytes, parquetFiles, smallParquetFiles }: LakeUpkeep): Iterable<string> {
  yield `days         ${days} with events`;
  yield `on disk      ${megabytes(bytes.total)}: events ${megabytes(bytes.events)}, untouched records ${megabytes(bytes.raw)}, ids ${megabytes(bytes.ids)}, index ${megabytes(bytes.index)}`;
  const compact = smallParquetFiles === 0 ? '' : `, ${smallParquetFiles} of them small: keytrail lake compact merges them`;
  yield `in           ${counted(parquetFiles, 'Parquet file')}${compact}`;
  yield* firstFew(
    gaps.map(({ account, region, from, to, days: length }) =>
      visibleText(`gap          ${account || '-'} ${region || '-'}: no event from ${from} to ${to} (${counted(length, 'day')})`),
    ),
  );
}
