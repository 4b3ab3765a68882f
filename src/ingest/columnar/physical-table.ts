import { type ColumnType, columns, partitionKeys, type StructType } from '../../core/cloudtrail-table.ts';
import { flatColumn, flatMembers } from '../../core/flat-members.ts';
import { textLeaf, uuidColumns, uuidLeaf } from '../../core/uuid-columns.ts';

/** How a column keeps its values; the numbers are those of `assembly/columns.ts`. */
const storage = { dictionary: 0, plain: 1, uuid: 2, sequence: 3 } as const;
/** What becomes of a member's value; the numbers are those of `assembly/members.ts`. */
const kinds = { text: 0, json: 1, structure: 2, resources: 3 } as const;
/** What a value must be, and what else it says; the numbers are those of `assembly/members.ts`. */
const roles: Readonly<Record<string, number>> = { eventTime: 1, eventID: 2, awsRegion: 3, recipientAccountId: 4, eventType: 5, eventCategory: 6 };
const NO_ROLE = 0;

/** Texts that differ from record to record: a dictionary would only be in the way. */
const plainColumns: ReadonlySet<string> = new Set(['requestparameters', 'additionaleventdata']);
/** Texts that come in order, so that of two equal ones the second comes right behind the first. */
const sequenceColumns: ReadonlySet<string> = new Set(['eventtime']);
/** Leaves by which queries select: their smallest and largest values let a row group be passed over. */
const boundedLeaves: ReadonlySet<string> = new Set([
  'eventtime',
  'eventsource',
  'eventname',
  'awsregion',
  'sourceipaddress',
  'errorcode',
  'recipientaccountid',
  ...partitionKeys,
]);

/** A column of a Parquet file. */
export interface Leaf {
  readonly name: string;
  /** Names of the structures around it, then its own. */
  readonly path: readonly string[];
  /** Number of the column in the module's memory. */
  readonly column: number;
  readonly type: 'text' | 'uuid';
  /** Definition level of a value: one more than there are structures around it. */
  readonly level: number;
  readonly hasBounds: boolean;
}

/** A structure of a Parquet file. */
export interface Structure {
  readonly name: string;
  readonly children: readonly Node[];
}

export type Node = Leaf | Structure;

export interface ShapeMember {
  readonly name: string;
  readonly kind: number;
  readonly role: number;
  readonly target: number;
}

/** Members that an object of the text may have. */
export interface Shape {
  readonly group: number;
  readonly members: ShapeMember[];
}

function storageOf(column: string): number {
  if (plainColumns.has(column)) return storage.plain;
  return sequenceColumns.has(column) ? storage.sequence : storage.dictionary;
}

/** How the table of contracts.md lies in memory and in Parquet, in the order of its columns. */
export class PhysicalTable {
  readonly nodes: Node[] = [];
  /** Kind and structure of each column of the memory. */
  readonly columns: { readonly storage: number; readonly group: number }[] = [];
  /** The structure around each structure; both count from 1, 0 is none. */
  readonly groups: number[] = [];
  /** The shapes of the objects that are read. `record` is that of a record, `row` that of a row which the slower way made. */
  readonly shapes: Shape[] = [];
  readonly record: number;
  readonly row: number;

  constructor() {
    this.record = this.#shape(0);
    this.row = this.#shape(0);
    for (const { name, type, member, json } of columns) {
      if (json) this.nodes.push(this.#leaf(name, [name], 0, member, kinds.json));
      else if (uuidColumns.has(name)) this.nodes.push(...this.#uuid(name, member));
      else this.nodes.push(this.#node(member, type, [], 0, this.record, this.row));
    }
    for (const name of [...partitionKeys, FILE_COLUMN, RAW_FILE_COLUMN]) this.nodes.push(this.#leaf(name, [name], 0, null, kinds.text));
    for (const member of flatMembers) this.nodes.push(this.#flat(member));
  }

  /** The leaves, in the order in which they lie in a file. */
  leaves(): Leaf[] {
    const leavesOf = (node: Node): Leaf[] => ('children' in node ? node.children.flatMap(leavesOf) : [node]);
    return this.nodes.flatMap(leavesOf);
  }

  /** Number of the column that holds a leaf of the top. */
  columnOf(name: string): number {
    const leaf = this.nodes.find((node) => node.name === name);
    if (leaf === undefined || 'children' in leaf) throw new Error(`The table has no column ${name}.`);
    return leaf.column;
  }

  #node(member: string, type: ColumnType, around: readonly string[], group: number, record: number, row: number): Node {
    const name = member.toLowerCase();
    const path = [...around, name];
    if (type !== 'string' && 'struct' in type) return this.#structure(member, type, path, group, record, row);
    if (type !== 'string') return this.#leaf(name, path, group, member, kinds.resources, record, row);
    return this.#leaf(name, path, group, member, kinds.text, record, row);
  }

  #structure(member: string, { struct }: StructType, path: readonly string[], around: number, record: number, row: number): Structure {
    const name = member.toLowerCase();
    this.groups.push(around);
    const group = this.groups.length;
    const [ofRecord, ofRow] = [this.#shape(group), this.#shape(group)];
    this.shapes[record]?.members.push({ name: member, kind: kinds.structure, role: NO_ROLE, target: ofRecord });
    this.shapes[row]?.members.push({ name, kind: kinds.structure, role: NO_ROLE, target: ofRow });
    return { name, children: Object.entries(struct).map(([child, type]) => this.#node(child, type, path, group, ofRecord, ofRow)) };
  }

  #leaf(name: string, path: readonly string[], group: number, member: string | null, kind: number, record = this.record, row = this.row): Leaf {
    const column = this.#column(storageOf(name), group);
    this.#member(record, row, name, member, kind, column);
    return { name, path, column, type: 'text', level: path.length, hasBounds: boundedLeaves.has(path.join('.')) };
  }

  /** A leaf of a structure once more, outside of it. */
  #flat(member: string): Leaf {
    const leaf = this.leaves().find(({ path }) => path.join('.') === member);
    if (leaf === undefined) throw new Error(`The table has no member ${member}.`);
    const name = flatColumn(member);
    return { ...leaf, name, path: [name], level: 1, hasBounds: true };
  }

  /** Two columns: what is a UUID as such, what is none as text. */
  #uuid(name: string, member: string): Leaf[] {
    const [uuid, text] = [this.#column(storage.uuid, 0), this.#column(storage.dictionary, 0)];
    this.#member(this.record, this.row, name, member, kinds.text, uuid);
    const leaf = { level: 1, hasBounds: false };
    return [
      { ...leaf, name: uuidLeaf(name), path: [uuidLeaf(name)], column: uuid, type: 'uuid' },
      { ...leaf, name: textLeaf(name), path: [textLeaf(name)], column: text, type: 'text' },
    ];
  }

  #member(record: number, row: number, name: string, member: string | null, kind: number, target: number): void {
    const role = (record === this.record && member !== null && roles[member]) || NO_ROLE;
    if (member !== null) this.shapes[record]?.members.push({ name: member, kind, role, target });
    // The slower way gives text, and the list of resources as JSON.
    this.shapes[row]?.members.push({ name, kind: kind === kinds.resources ? kinds.json : kinds.text, role: NO_ROLE, target });
  }

  #column(kind: number, group: number): number {
    this.columns.push({ storage: kind, group });
    return this.columns.length - 1;
  }

  #shape(group: number): number {
    this.shapes.push({ group, members: [] });
    return this.shapes.length - 1;
  }
}

/** Column with the path or key of the file that a row came from. */
export const FILE_COLUMN = '_file';
/** Column with the name of the file of the lake that holds a row's untouched record. */
export const RAW_FILE_COLUMN = '_rawfile';
