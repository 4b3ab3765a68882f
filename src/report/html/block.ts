import type { NextStep } from '../../core/case.ts';
import { type Cell, text } from '../content/cell.ts';
import type { Block, CaseView, Fact, Row, Table } from '../content/section.ts';
import { anchorOf } from './anchor.ts';
import { renderCell, sentence } from './cell.ts';
import { type Html, html } from './html.ts';
import { lineagePicture } from './lineage-picture.ts';
import { timelinePicture } from './timeline-picture.ts';

/** A block of a section. */
export function renderBlock(block: Block, view: CaseView): Html {
  switch (block.kind) {
    case 'paragraph':
      return html`<p>${renderCell(text(block.text), view.citations)}</p>`;
    case 'list':
      return block.items.length === 0
        ? html``
        : html`<ul class="list">${block.items.map((item) => html`<li>${renderCell(text(item), view.citations)}</li>`)}</ul>`;
    case 'facts':
      return renderFacts(block.facts, view);
    case 'table':
      return renderTable(block.table, view);
    case 'folded':
      return html`<details class="fold"><summary>${block.title}</summary>${renderTable(block.table, view)}</details>`;
    case 'steps':
      return renderSteps(block.steps, view);
    case 'commands':
      return html`${block.commands.map(command)}`;
    case 'picture':
      return html`${block.picture === 'timeline' ? timelinePicture(view) : lineagePicture(view)}`;
  }
}

export const renderFacts = (facts: readonly Fact[], { citations }: CaseView): Html =>
  html`<dl class="facts">${facts.map(({ term, cell }) => html`<div><dt>${term}</dt><dd>${renderCell(cell, citations)}</dd></div>`)}</dl>`;

/** Steps in order; a click selects a whole command, without a script. */
export const renderSteps = (steps: readonly NextStep[], { citations }: CaseView): Html =>
  html`<ol class="steps">${steps.map(
    (step) =>
      html`<li><strong>${sentence(step.action)}</strong><p>${renderCell(text(step.why), citations)}</p>${step.command !== null && command(step.command)}</li>`,
  )}</ol>`;

const command = (line: string): Html => html`<pre class="command" tabindex="0"><code dir="ltr">${line}</code></pre>`;

function renderTable({ caption, columns, rows }: Table, view: CaseView): Html {
  const total = columns.reduce((sum, column) => sum + column.share, 0);
  const widths = columns.map((column) => html`<col width="${Math.round((100 * column.share) / total)}%">`);
  const heads = columns.map((column) => html`<th scope="col">${column.title}</th>`);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><colgroup>${widths}</colgroup>
<thead><tr>${heads}</tr></thead>
<tbody>
${rows.map((row) => renderRow(row, view))}</tbody></table></div>
`;
}

function renderRow({ cells, subject, tone }: Row, { citations }: CaseView): Html {
  const tag = (cell: Cell, index: number): Html =>
    index === 0 ? html`<th scope="row">${renderCell(cell, citations)}</th>` : html`<td>${renderCell(cell, citations)}</td>`;
  const cellsHtml = cells.map(tag);
  return subject === null
    ? html`<tr class="${tone}">${cellsHtml}</tr>
`
    : html`<tr class="${tone}" id="${anchorOf(subject)}">${cellsHtml}</tr>
`;
}
