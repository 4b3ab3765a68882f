import { type Column, type ColumnType, columns } from '../../core/cloudtrail-table.ts';
import type { Field, Fields } from './field.ts';

/** The fields of a CloudTrail record as columns of the table. */
export const tableFields: Fields = {
  field(path) {
    const [member = '', ...rest] = path.split('.');
    const column = columns.find((one) => one.member === member);
    if (column === undefined) return { kind: 'absent' };
    return column.json ? { kind: 'json', sql: column.name, path: rest } : fieldIn(column.type, column.name, rest);
  },
  get record() {
    return `concat_ws(chr(10), ${columns.flatMap(textsOf).join(', ')})`;
  },
};

/** A member of a structure; a text inside one may hold JSON, where the record has an object. */
function fieldIn(type: ColumnType, sql: string, path: readonly string[]): Field {
  const [member, ...rest] = path;
  if (type === 'string') return member === undefined ? { kind: 'text', sql } : { kind: 'json', sql, path };
  if ('array' in type) return fieldInArray(type.array, sql, path);
  if (member === undefined) return { kind: 'texts', array: `ARRAY[${leavesOf(type, sql).join(', ')}]`, isStructure: true };
  const inside = Object.hasOwn(type.struct, member) ? type.struct[member] : undefined;
  return inside === undefined ? { kind: 'absent' } : fieldIn(inside, `${sql}.${member.toLowerCase()}`, rest);
}

function fieldInArray(type: ColumnType, sql: string, path: readonly string[]): Field {
  const inside = fieldIn(type, 'r', path);
  if (inside.kind === 'text') return { kind: 'texts', array: `transform(${sql}, r -> ${inside.sql})`, isStructure: false };
  if (inside.kind === 'texts') return { kind: 'texts', array: `flatten(transform(${sql}, r -> ${inside.array}))`, isStructure: true };
  return { kind: 'absent' };
}

const leavesOf = (type: ColumnType, sql: string): readonly string[] =>
  typeof type === 'object' && 'struct' in type
    ? Object.entries(type.struct).flatMap(([name, member]) => leavesOf(member, `${sql}.${name.toLowerCase()}`))
    : [sql];

/** Expressions whose texts are all that stands in a column. Lists are made only where the record has one: they cost an engine the most. */
function textsOf({ name, type }: Column): readonly string[] {
  if (typeof type === 'object' && 'struct' in type) return leavesOf(type, name);
  const field = fieldIn(type, name, []);
  return [field.kind === 'texts' ? `array_join(${field.array}, chr(10))` : name];
}
