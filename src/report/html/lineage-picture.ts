import { isAlive } from '../../core/alive.ts';
import { attackersDeeds } from '../content/attackers-deeds.ts';
import { counted, enumerate } from '../content/counts.ts';
import { standingOf } from '../content/credential-state.ts';
import { type LineageNode, type LineageSubject, lineageForest } from '../content/lineage-forest.ts';
import type { CaseView } from '../content/section.ts';
import { idleWords, kindWords, relationWords } from '../content/words.ts';
import { shortenText } from '../visible-text.ts';
import { anchorOf } from './anchor.ts';
import { layoutGraph, type Point } from './graph-layout.ts';
import { type Html, html } from './html.ts';
import { pictureFrame } from './picture-frame.ts';

/** A picture of more boxes cannot be read, and laying it out takes seconds. */
const MOST_BOXES = 120;
const BOX_HEIGHT = 58;
const CHARACTER_WIDTH = 7.4;
const PADDING = 24;
const LONGEST_LINE = 34;

interface Box {
  readonly subject: LineageSubject;
  readonly lines: readonly string[];
  readonly words: string;
  readonly style: string;
  readonly width: number;
}

interface Link {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

/** The lineage as a picture: credentials and what came of them, from left to right. The table below holds every link. */
export function lineagePicture(view: CaseView): Html | null {
  const { boxes, links, left } = flatten(lineageForest(view.case), view);
  if (boxes.length === 0) return null;
  const places = layoutGraph(
    boxes.map(({ width }) => ({ width, height: BOX_HEIGHT })),
    links.map(({ from, to, label }) => ({ from, to, labelWidth: label.length * 6.5 + 8 })),
  );
  return pictureFrame({
    name: 'lineage',
    title: 'Lineage of credentials',
    text: describe(boxes, links),
    width: Math.ceil(places.width),
    height: Math.ceil(places.height),
    // Labels after all links: a link that crosses one would strike it through.
    drawing: html`<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="arrow" d="M0 0L8 4L0 8z"/></marker></defs>
${places.links.map(({ points }) => renderLink(points))}
${places.links.map(({ label }, index) => html`<text class="link-label" x="${label.x.toFixed(1)}" y="${(label.y - 3).toFixed(1)}">${links[index]?.label ?? ''}</text>`)}
${boxes.map((box, index) => renderBox(box, places.boxes[index]))}`,
    caption: legend(boxes, left),
  });
}

function legend(boxes: readonly Box[], left: number): Html {
  const has = (word: RegExp): boolean => boxes.some(({ style }) => word.test(style));
  const items = [
    'corners: a credential; round: a user, a role or another thing',
    ...(has(/danger/) ? [`red: still works${has(/sleeper/) ? ', dashed when never used' : ''}`] : []),
    ...(has(/calm/) ? ['dotted: deleted, expired or without effect'] : []),
    ...(left > 0 ? [`the first ${boxes.length} boxes of ${boxes.length + left}: the tables hold all`] : []),
  ];
  return html`<ul class="legend">${items.map((words) => html`<li>${words}</li>`)}</ul>`;
}

function flatten(
  roots: readonly LineageNode[],
  view: CaseView,
): { readonly boxes: readonly Box[]; readonly links: readonly Link[]; readonly left: number } {
  const theirs = new Set(attackersDeeds(view.case).created.map(({ arn }) => arn));
  const boxes: Box[] = [];
  const links: Link[] = [];
  const placeOf = new Map<string, number>();
  let left = 0;
  for (const { node, parent } of worthFirst(roots, view)) {
    const from = parent === null ? null : placeOf.get(idOf(parent));
    const known = placeOf.get(idOf(node));
    if (from === undefined || (known === undefined && boxes.length >= MOST_BOXES)) {
      left += 1;
      continue;
    }
    const place = known ?? boxes.push(boxOf(node, view, theirs)) - 1;
    placeOf.set(idOf(node), place);
    if (from !== null) links.push({ from, to: place, label: relation(node) });
  }
  return { boxes, links, left };
}

const idOf = ({ subject }: LineageNode): string => (subject.kind === 'credential' ? subject.credential.id : subject.id);

interface Placed {
  readonly node: LineageNode;
  readonly parent: LineageNode | null;
}

/** All of the lineage, layer by layer; what leads to a credential that still works comes before the rest, for not all may find room. */
function worthFirst(roots: readonly LineageNode[], { case: { principals } }: CaseView): readonly Placed[] {
  const layers: Placed[] = roots.map((node) => ({ node, parent: null }));
  for (const { node } of layers) layers.push(...node.children.map((child) => ({ node: child, parent: node })));
  const leads = new Set<LineageNode | null>();
  for (const { node, parent } of layers.toReversed()) {
    const { subject } = node;
    if (leads.has(node) || (subject.kind === 'credential' && isAlive(subject.credential, principals))) leads.add(node).add(parent);
  }
  return [...layers.filter(({ node }) => leads.has(node)), ...layers.filter(({ node }) => !leads.has(node))];
}

const relation = ({ edges }: LineageNode): string => {
  const uncertain = edges.some((edge) => edge.certainty === 'indirect') ? ' (indirect)' : '';
  return `${enumerate([...new Set(edges.map((edge) => relationWords[edge.relation]))])}${uncertain}`;
};

function boxOf({ subject, edges }: LineageNode, { shortName, case: document }: CaseView, theirs: ReadonlySet<string>): Box {
  if (subject.kind === 'thing') {
    const principal = document.principals.find((one) => one.arn === subject.id);
    const created = theirs.has(subject.id);
    const gone = principal?.deletedBy != null || edges.some((edge) => edge.relation === 'deleted');
    const lines = [shortName(subject.id), principal?.kind ?? '', gone ? 'deleted' : created ? 'created by them' : ''];
    return box(subject, lines, gone ? 'calm' : 'plain', subject.id);
  }
  const { id, kind, principal, state, calls } = subject.credential;
  const standing = standingOf(subject.credential, document.principals);
  const owner = principal === null ? '' : ` of ${shortName(principal)}`;
  const use = calls === 0 ? idleWords(subject.credential) : counted(calls, 'call');
  const lines = [id, `${kindWords[kind]}${owner}`, `${use}, ${standing.words}`];
  return box(subject, lines, `${standing.tone} ${state}`, `${id} ${principal ?? ''}`);
}

function box(subject: LineageSubject, whole: readonly string[], style: string, words: string): Box {
  const lines = whole.map((line) => shortenText(line, LONGEST_LINE)).filter((line) => line !== '');
  const width = Math.max(...lines.map((line) => line.length)) * CHARACTER_WIDTH + PADDING;
  return { subject, lines, words: shortenText([words, ...whole.slice(1)].join(', '), 400), style, width };
}

function renderBox({ subject, lines, words, style, width }: Box, centre: Point | undefined): Html {
  if (centre === undefined) throw new Error('a box without a place');
  const top = centre.y - BOX_HEIGHT / 2;
  const firstLine = centre.y - (lines.length - 1) * 8 + 4;
  const drawn = html`<title>${words}</title><rect x="${(centre.x - width / 2).toFixed(1)}" y="${top.toFixed(1)}" width="${width.toFixed(1)}" height="${BOX_HEIGHT}" rx="${subject.kind === 'thing' ? 26 : 5}"/>
${lines.map((line, index) => html`<text class="line${index}" x="${centre.x.toFixed(1)}" y="${(firstLine + index * 16).toFixed(1)}">${line}</text>`)}`;
  return subject.kind === 'credential'
    ? html`<a class="box ${style}" href="#${anchorOf({ kind: 'credential', id: subject.credential.id })}">${drawn}</a>
`
    : html`<g class="box ${style}">${drawn}</g>
`;
}

function renderLink(points: readonly Point[]): Html {
  const path = points.map((point, at) => `${at === 0 ? 'M' : 'L'}${point.x.toFixed(1)} ${point.y.toFixed(1)}`).join('');
  return html`<path class="link" d="${path}" marker-end="url(#arrow)"/>
`;
}

function describe(boxes: readonly Box[], links: readonly Link[]): string {
  const sentences = links.slice(0, 20).map(({ from, to, label }) => `${boxes[from]?.lines[0]} ${label || 'owns'} ${boxes[to]?.lines[0]}`);
  return `${sentences.join('; ')}${links.length > 20 ? `; and ${links.length - 20} more links` : ''}. The table below holds every link.`;
}
