import type { Case, CaseCredential, CaseEdge } from '../core/case.ts';
import { isDenial } from '../core/event.ts';
import { formatCount } from '../core/format-count.ts';
import { enumerate, tally } from './content/counts.ts';
import { standingOf } from './content/credential-state.ts';
import { type LineageNode, lineageForest } from './content/lineage-forest.ts';
import { shortNames } from './content/short-names.ts';
import { idleWords, relationWords, stateWords } from './content/words.ts';
import { shortenText, visibleText } from './visible-text.ts';

const WIDTH = 80;
const COLUMN_GAP = 2;
const LONGEST_NAME = 30;
/** No id of AWS is as long; certificate ids have 32 characters. */
const LONGEST_ID = 64;
/** So many siblings that are past and led nowhere are still shown one by one. */
const PAST_SIBLINGS_SHOWN = 3;

interface Line {
  readonly prefix: string;
  readonly label: string;
  /** Whose it is and how it ended. */
  readonly note: string;
  /** Calls and time, or null where the label says all. */
  readonly use: readonly [string, string] | null;
}

/**
 * The lineage as plain text in 80 columns; what is more than six links deep begins a tree of its own. It says
 * what each credential minted, created, assumed, changed and deleted, with calls, refusals, first and last use, and `SLEEPER`.
 */
export function renderTree(document: Case): readonly string[] {
  const tree = new TreeWords(document);
  const lines = lineageForest(document).flatMap((root) => tree.linesOf(root, '', ''));
  const uses = lines.flatMap((line) => (line.use === null ? [] : [line.use]));
  const callsWidth = widest(uses.map(([calls]) => calls)) + COLUMN_GAP;
  const room = WIDTH - callsWidth - widest(uses.map(([, span]) => span)) - COLUMN_GAP;
  const labels = lines.flatMap((line) => (line.use === null ? [] : [startOf(line)]));
  const labelWidth = widest(labels.filter((label) => label.length <= room)) + COLUMN_GAP;
  return lines.flatMap((line) => place(line, labelWidth, callsWidth));
}

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length));

const startOf = ({ prefix, label, note }: Line): string => prefix + label + (note === '' ? '' : `  ${note}`);

/** One line where everything fits, else the note, the columns or both on lines of their own. */
function place(line: Line, labelWidth: number, callsWidth: number): readonly string[] {
  const trunk = line.prefix.replaceAll(/[-']/g, ' ');
  const start = startOf(line);
  const head = start.length <= WIDTH ? [start] : [line.prefix + line.label, `${trunk}    ${line.note}`];
  if (line.use === null) return head;
  const columns = `${line.use[0].padEnd(callsWidth)}${line.use[1]}`.trimEnd();
  return start.length < labelWidth ? [start.padEnd(labelWidth) + columns] : [...head, trunk.padEnd(labelWidth) + columns];
}

class TreeWords {
  readonly #shortName: (name: string) => string;
  readonly #denied: ReadonlyMap<string | null, number>;
  readonly #oneDay: boolean;
  readonly #principals: Case['principals'];

  constructor(document: Case) {
    const short = shortNames(document);
    this.#principals = document.principals;
    this.#shortName = (name) => shortenText(visibleText(short(name)), LONGEST_NAME);
    this.#denied = new Map(
      tally(document.timeline.flatMap((entry) => (isDenial(entry.errorCode) && entry.credential !== null ? [entry.credential] : []))).map((one) => [
        one.item,
        one.count,
      ]),
    );
    const days = document.credentials.flatMap(({ firstUsed, lastUsed }) => [firstUsed, lastUsed]).flatMap((time) => time?.slice(0, 10) ?? []);
    this.#oneDay = new Set(days).size <= 1;
  }

  /** The node and all below it. `trunk` stands before the children, `branch` before the node. */
  linesOf(node: LineageNode, branch: string, trunk: string): readonly Line[] {
    const { shown, past } = foldPast(node.children);
    const rest = past.length === 0 ? [] : [this.#pastLine(past, `${trunk} '- `)];
    return [
      this.#line(node, branch),
      ...shown.flatMap((child, index) => {
        const last = index === shown.length - 1 && past.length === 0;
        return this.linesOf(child, `${trunk} ${last ? "'" : '|'}- `, `${trunk} ${last ? ' ' : '|'}  `);
      }),
      ...rest,
    ];
  }

  #line({ edges, subject }: LineageNode, prefix: string): Line {
    const deeds = enumerate(deedsOf(edges));
    if (subject.kind === 'thing') return { prefix, label: `${deeds} ${this.#shortName(subject.id)}`.trimStart(), note: '', use: null };
    const { credential, elsewhere } = subject;
    const how = edges.some((edge) => edge.relation === 'assumed') ? 'assumed ' : '';
    const notes = [this.#ownerOf(credential, prefix), this.#endOf(credential), elsewhere ? '(elsewhere)' : ''];
    return {
      prefix,
      label: how + this.#idOf(credential),
      note: notes.filter((word) => word !== '').join('  '),
      use: elsewhere ? null : this.#use(credential),
    };
  }

  /** How it ended or why nobody can say; nothing for what is active, and a sleeper says so in its own column. */
  #endOf(credential: CaseCredential): string {
    const { words, tone } = standingOf(credential, this.#principals);
    return tone === 'danger' ? '' : words;
  }

  #idOf({ id, kind }: CaseCredential): string {
    if (kind !== 'login-profile') return shortenText(visibleText(id), LONGEST_ID);
    return `password of ${this.#shortName(id.slice(id.indexOf(':') + 1))}`;
  }

  #ownerOf({ principal, kind }: CaseCredential, prefix: string): string {
    const named = kind === 'login-profile' || principal === null || (prefix.length > 4 && kind === 'access-key');
    return named ? '' : this.#shortName(principal);
  }

  #use(credential: CaseCredential): readonly [string, string] {
    const { id, calls, firstUsed, lastUsed } = credential;
    const { words } = standingOf(credential, this.#principals);
    if (calls === 0) return [idleWords(credential), words === stateWords.sleeper ? words : this.#span(firstUsed, lastUsed)];
    const denied = this.#denied.get(id) ?? 0;
    return [
      `${formatCount(calls, ' ')} ${calls === 1 ? 'call' : 'calls'}${denied === 0 ? '' : `, ${formatCount(denied, ' ')} denied`}`,
      this.#span(firstUsed, lastUsed),
    ];
  }

  #span(first: string | null, last: string | null): string {
    if (first === null || last === null) return '';
    const [from, to] = [first, last].map((time) => ({ day: time.slice(5, 10), second: time.slice(11, 19), minute: time.slice(11, 16) }));
    if (!from || !to) return '';
    if (this.#oneDay) return `${from.second} - ${to.second}`;
    if (from.day === to.day) return `${from.day} ${from.second} - ${to.second}`;
    return `${from.day} ${from.minute} - ${to.day} ${to.minute}`;
  }

  #pastLine(past: readonly CaseCredential[], prefix: string): Line {
    const calls = past.reduce((sum, credential) => sum + credential.calls, 0);
    const firstUsed = past.flatMap((credential) => credential.firstUsed ?? []).toSorted()[0] ?? null;
    const lastUsed =
      past
        .flatMap((credential) => credential.lastUsed ?? [])
        .toSorted()
        .at(-1) ?? null;
    const use: readonly [string, string] = calls === 0 ? ['never used', ''] : [`${formatCount(calls, ' ')} calls`, this.#span(firstUsed, lastUsed)];
    return { prefix, label: `${formatCount(past.length, ' ')} more, expired or deleted`, note: '', use };
  }
}

/** Parts children that are past and childless from the rest when they are many: sessions of a busy role would bury what is alive. */
function foldPast(children: readonly LineageNode[]): { readonly shown: readonly LineageNode[]; readonly past: readonly CaseCredential[] } {
  const isPast = ({ subject, children: own }: LineageNode): boolean =>
    subject.kind === 'credential' && own.length === 0 && (subject.credential.state === 'expired' || subject.credential.state === 'deleted');
  const foldable = children.filter(isPast).slice(PAST_SIBLINGS_SHOWN);
  if (foldable.length < 2) return { shown: children, past: [] };
  const past = foldable.flatMap(({ subject }) => (subject.kind === 'credential' ? [subject.credential] : []));
  return { shown: children.filter((child) => !foldable.includes(child)), past };
}

/** What was done to somebody, each once, in the order of time; what one second holds in the order in which it must have been. */
function deedsOf(edges: readonly CaseEdge[]): string[] {
  const order = Object.keys(relationWords);
  const sorted = edges.toSorted((a, b) => a.eventTime.localeCompare(b.eventTime) || order.indexOf(a.relation) - order.indexOf(b.relation));
  return [...new Set(sorted.map(({ relation }) => relationWords[relation]))];
}
