import type { Finding } from '../../core/finding.ts';
import type { Detection } from '../../detect/detect.ts';
import { visibleText } from '../../report/visible-text.ts';
import { tableLines } from '../output/table-lines.ts';

const spanOf = ({ firstTime, lastTime }: Pick<Finding, 'firstTime' | 'lastTime'>): string =>
  firstTime === lastTime ? firstTime : `${firstTime} to ${lastTime}`;

/** Findings on a terminal, story by story. */
export function* detectionLines(
  { findings, stories, silenced }: Pick<Detection, 'findings' | 'stories' | 'silenced'>,
  width: number,
): Iterable<string> {
  if (findings.length === 0) yield 'no finding';
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  for (const [index, story] of stories.entries()) {
    if (index > 0) yield '';
    yield visibleText(`STORY  ${story.level}  ${story.title}`);
    const rows = story.findings.flatMap((id) => {
      const finding = byId.get(id);
      return finding === undefined ? [] : [[finding.level, finding.title, finding.group, finding.count, spanOf(finding)]];
    });
    yield* tableLines({ columns: ['level', 'finding', 'by', 'events', 'when'], rows }, width);
  }
  if (silenced.length === 0) return;
  yield '';
  yield 'KNOWN GOOD';
  const rows = silenced.map(({ file, line, reason, matches, rules, lastTime }) => [
    ...[`${file}:${line}`, reason, matches, rules.map(({ title }) => title).join(', '), lastTime ?? ''],
  ]);
  yield* tableLines({ columns: ['entry', 'reason', 'matches', 'of', 'last'], rows }, width);
}
