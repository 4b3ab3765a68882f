import type { NextStep } from '../../core/case.ts';
import { viewOf } from '../content/case-view.ts';
import { text } from '../content/cell.ts';
import { managerSummary } from '../content/manager-summary.ts';
import type { Block, CaseView, Fact, Section, Table } from '../content/section.ts';
import { sections } from '../content/sections/index.ts';
import { subjectKinds, verdictOf } from '../content/verdict.ts';
import { renderTree } from '../lineage-tree.ts';
import type { ReportFormat } from '../report-format.ts';
import { codeOf, fenced, joined, type Markdown, md, tableOf } from './markdown.ts';
import { markdownCell } from './markdown-cell.ts';

/** The report as text for tickets and wikis: the same statements, long runs of other people's events told in a line. */
export const markdownFormat: ReportFormat<'md'> = {
  ending: 'md',
  title: 'Markdown',
  render: (document) => report(viewOf(document)).toString(),
};

const report = (view: CaseView): Markdown => md`${verdict(view)}
${sections.map((section) => chapter(section, view))}`;

function verdict(view: CaseView): Markdown {
  const { headline, facts, steps, stepsLeft } = verdictOf(view);
  const { subject, asOf } = view.case;
  const [what, next] = managerSummary(view.case);
  return md`# ${headline}

${subjectKinds[subject.kind]} ${codeOf(subject.id)}, as of ${asOf}

${what} ${next}

## Do now

${steps.length === 0 ? 'No step is proposed.' : stepList(steps, view)}
${stepsLeft > 0 && md`\n${stepsLeft} more under next steps.\n`}
## What is known

${factList(facts, view)}`;
}

const chapter = (section: Section, view: CaseView): Markdown => md`
## ${section.title}
${section.blocks(view).map((block) => blockOf(block, view))}`;

function blockOf(block: Block, view: CaseView): Markdown | null {
  switch (block.kind) {
    case 'paragraph':
      return md`\n${markdownCell(text(block.text), view.citations)}\n`;
    case 'list':
      return md`\n${block.items.map((item) => md`- ${markdownCell(text(item), view.citations)}\n`)}`;
    case 'facts':
      return md`\n${factList(block.facts, view)}`;
    case 'table':
      return md`\n${table(block.table, view)}`;
    case 'folded':
      return md`\n${block.title}: not listed here, the web page and the case file hold them.\n`;
    case 'steps':
      return md`\n${stepList(block.steps, view)}\n`;
    case 'commands':
      return md`\n${fenced(block.commands, 'sh')}\n`;
    case 'picture':
      return block.picture === 'lineage' ? md`\n${fenced(renderTree(view.case), 'text')}\n` : null;
  }
}

const factList = (facts: readonly Fact[], { citations }: CaseView): Markdown =>
  md`${facts.map(({ term, cell }) => md`- **${term}:** ${markdownCell(cell, citations)}\n`)}`;

const table = ({ columns, rows }: Table, { citations }: CaseView): Markdown =>
  tableOf(
    columns.map((column) => column.title),
    rows.map((row) => row.cells.map((cell) => markdownCell(cell, citations))),
  );

const stepList = (steps: readonly NextStep[], { citations }: CaseView): Markdown =>
  joined(
    steps.map(({ action, why, command }, index) => {
      const code = command === null ? null : md`\n\n${fenced([command], 'sh')}`;
      return md`${index + 1}. **${action}**: ${markdownCell(text(why), citations)}${code}`;
    }),
    '\n\n',
  );
