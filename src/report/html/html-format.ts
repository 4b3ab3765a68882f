import { createHash } from 'node:crypto';
import { viewOf } from '../content/case-view.ts';
import { managerSummary } from '../content/manager-summary.ts';
import type { CaseView, Section } from '../content/section.ts';
import { sections } from '../content/sections/index.ts';
import { subjectKinds, verdictOf } from '../content/verdict.ts';
import type { ReportFormat } from '../report-format.ts';
import { shortenText } from '../visible-text.ts';
import { renderBlock, renderFacts, renderSteps } from './block.ts';
import { sentence } from './cell.ts';
import { type Html, html } from './html.ts';
import { style } from './style.ts';

/** One page that stands alone: no network, no script, dark, light and paper. */
export const htmlFormat: ReportFormat<'html'> = {
  ending: 'html',
  title: 'Web page, self-contained',
  render: (document) => page(viewOf(document)).toString(),
};

/** Nothing may load or run; the one style sheet is named by its digest, so that no name in a log can bring another. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style.toString()).digest('base64')}'; base-uri 'none'; form-action 'none'`;

const page = (view: CaseView): Html => {
  const { subject } = view.case;
  const name = `${subjectKinds[subject.kind]} ${shortenText(subject.id, 80)}`;
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${name}: incident report</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#verdict">Skip to the verdict</a>
<header><p>Incident report</p><p class="subject">${subjectKinds[subject.kind]} <code dir="ltr">${shortenText(subject.id, 80)}</code></p>
<p>as of ${view.case.asOf}</p></header>
<nav aria-label="Contents"><ul><li><a href="#verdict">Verdict</a></li>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
<main>
${verdict(view)}
${sections.map((section) => chapter(section, view))}</main>
</body>
</html>
`;
};

const chapter = (section: Section, view: CaseView): Html =>
  html`<section id="${section.id}" aria-labelledby="${section.id}-title"><h2 id="${section.id}-title">${section.title}</h2>
${section.blocks(view).map((block) => renderBlock(block, view))}</section>
`;

function verdict(view: CaseView): Html {
  const { tone, headline, facts, steps, stepsLeft } = verdictOf(view);
  return html`<section id="verdict" class="verdict ${tone}" aria-labelledby="verdict-title"><p class="kicker">Verdict</p><h1 id="verdict-title">${headline}</h1>
<p class="summary">${managerSummary(view.case).map((words) => html`${sentence(words)} `)}</p>
<div class="columns"><div><h2>Do now</h2>${steps.length === 0 ? html`<p>No step is proposed.</p>` : renderSteps(steps, view)}
${stepsLeft > 0 && html`<p><a href="#next-steps">${stepsLeft} more under next steps</a></p>`}</div>
<div><h2>What is known</h2>${renderFacts(facts, view)}</div></div>
</section>`;
}
