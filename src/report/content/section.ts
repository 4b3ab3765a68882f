import type { Case, NextStep } from '../../core/case.ts';
import type { Cell, Tone } from './cell.ts';
import type { Citations } from './citations.ts';
import type { ShortName } from './short-names.ts';

/** A case with what every section needs of it. */
export interface CaseView {
  readonly case: Case;
  readonly citations: Citations;
  readonly shortName: ShortName;
}

export interface Column {
  readonly title: string;
  /** How wide, in relation to the others. */
  readonly share: number;
}

export interface Row {
  readonly cells: readonly Cell[];
  /** What the row is about, for links to it. */
  readonly subject: { readonly kind: 'event' | 'credential'; readonly id: string } | null;
  readonly tone: Tone;
}

export interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** A part of a section. `folded` may be closed by a format that can open it again, or told in its title alone by one that cannot. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'folded'; readonly title: string; readonly table: Table }
  | { readonly kind: 'steps'; readonly steps: readonly NextStep[] }
  | { readonly kind: 'commands'; readonly commands: readonly string[] }
  | { readonly kind: 'picture'; readonly picture: 'timeline' | 'lineage' };

export interface Fact {
  readonly term: string;
  readonly cell: Cell;
}

/** A chapter of the report: one file and one line in `sections/index.ts`. */
export interface Section {
  readonly id: string;
  readonly title: string;
  blocks(view: CaseView): readonly Block[];
}

/** A table row with nothing to remark on. */
export const plainRow = (...cells: readonly Cell[]): Row => ({ cells, subject: null, tone: 'plain' });

/** The table, or the sentence when it has no row. */
export const tableOr = (emptySentence: string, table: Table): Block =>
  table.rows.length > 0 ? { kind: 'table', table } : { kind: 'paragraph', text: emptySentence };
