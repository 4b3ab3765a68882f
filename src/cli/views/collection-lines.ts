import type { CollectReport } from '../../lake/collect-report.ts';
import { counted } from '../../report/content/counts.ts';
import { visibleText } from '../../report/visible-text.ts';
import { firstFew } from './first-few.ts';

/** What was collected, in a line. */
export function collectionSummary({ files, events, copies, unchanged, setAside }: CollectReport): string {
  const parts = [
    counted(files, 'file'),
    counted(events, 'event'),
    ...(unchanged > 0 ? [`${counted(unchanged, 'file')} known already`] : []),
    ...(copies > 0 ? [`${counted(copies, 'second copy', 'second copies')} dropped`] : []),
    ...(setAside.length > 0 ? [`${counted(setAside.length, 'file')} set aside`] : []),
  ];
  return parts.join(', ');
}

/** Whatever did not go into the lake, with the reason. */
export function* collectionLines({ setAside, recordsGivenUp, recognised, accountMismatches, pruned }: CollectReport): Iterable<string> {
  yield* recognised.map(({ kind, count }) =>
    kind === 'other'
      ? `no log       ${counted(count, 'file')} by name and by beginning; name a file itself to have it read`
      : `no log       ${counted(count, 'file')} of kind ${kind}`,
  );
  yield* firstFew(setAside.map(({ file, why }) => visibleText(`set aside    ${file}: ${why}`)));
  yield* firstFew(recordsGivenUp.map(({ file, count, why }) => visibleText(`given up     ${counted(count, 'record')} in ${file}: ${why}`)));
  yield* firstFew(
    accountMismatches.map(({ file, count }) =>
      visibleText(`odd account  ${counted(count, 'event')} of another account than the path says in ${file}`),
    ),
  );
  if (pruned === null) return;
  yield `left out     ${counted(pruned.folders, 'folder')} and ${counted(pruned.files, 'file')} by account, region or day; none of them was read`;
  if (pruned.unplaced > 0) yield `no place     ${counted(pruned.unplaced, 'file')} taken whose path does not say account, region or day`;
}
