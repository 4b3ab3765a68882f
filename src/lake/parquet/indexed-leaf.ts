import { flatColumn, flatMembers } from '../../core/flat-members.ts';

/** Name of the leaf in a file that holds an indexed column. */
export const indexedLeaf = (column: string): string => (flatMembers.includes(column) ? flatColumn(column) : column);
