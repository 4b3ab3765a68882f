import type { Finding } from '../../../core/finding.ts';
import { badge, events, lines, link, type Tone, text, time, value } from '../cell.ts';
import { counted } from '../counts.ts';
import { plainRow, type Section, tableOr } from '../section.ts';

/** What the rules matched, with the author and licence that the rules ask to be shown. */
export const findings: Section = {
  id: 'findings',
  title: 'Findings',
  blocks: ({ case: document }) => [
    tableOr('No rule matched.', {
      caption: 'Findings of the detection rules',
      columns: [
        { title: 'Level', share: 9 },
        { title: 'Finding', share: 46 },
        { title: 'When (UTC)', share: 18 },
        { title: 'Techniques', share: 13 },
        { title: 'Events', share: 16 },
      ],
      rows: document.findings.map((finding) =>
        plainRow(
          badge(finding.level, levelTones[finding.level]),
          lines(text(finding.title), text(finding.why), text(finding.explanation), value(finding.group), ...source(finding)),
          lines(time(finding.firstTime), time(finding.lastTime)),
          lines(...finding.techniques.map((technique) => value(technique))),
          lines(text(counted(finding.count, 'event')), events(finding.eventIds)),
        ),
      ),
    }),
  ],
};

const levelTones: Readonly<Record<Finding['level'], Tone>> = {
  critical: 'danger',
  high: 'danger',
  medium: 'warning',
  low: 'calm',
  informational: 'plain',
};

function source({ ruleId, author, licence, link: url }: Finding) {
  const words = ['Rule ', ruleId, ...(author === null ? [] : [` by ${author}`]), ...(licence === null ? [] : [`, ${licence}`])].join('');
  return [text(words), ...(url === null ? [] : [link(url, url)])];
}
