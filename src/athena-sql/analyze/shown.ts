import { fieldName, memberText, quoteName } from '../duckdb-text.ts';
import { textOfAddress } from '../functions/ip-address.ts';
import { textOfInstant } from '../functions/value-text.ts';
import type { Type } from '../type.ts';
import type { Context, TypedQuery } from './context.ts';

/** The text of a query as its reader gets it: what the engine holds otherwise than Athena shows it becomes what Athena shows. */
export function shownText(query: TypedQuery, context: Context): string {
  if (query.columns.every(({ type }) => shown('e', type) === 'e')) return query.sql;
  const name = context.freshName();
  // Counted names: the query's own may come twice.
  const counted = query.columns.map((_, index) => quoteName(`c${index}`));
  const texts = query.columns.map(({ type, label }, index) => `${shown(`${name}.${counted[index]}`, type)} AS ${quoteName(label)}`);
  return `SELECT ${texts.join(', ')} FROM (${query.sql}) AS ${name}(${counted.join(', ')})`;
}

function shown(sql: string, type: Type): string {
  switch (type.kind) {
    case 'ipaddress':
      return textOfAddress(sql);
    case 'timestamp with time zone':
      return type.zone === undefined ? sql : textOfInstant(sql, type.zone);
    case 'real':
      // Its own shortest digits; as a double it would show many more.
      return `CAST(CAST(${sql} AS VARCHAR) AS DOUBLE)`;
    case 'array': {
      const element = shown('e', type.element);
      return element === 'e' ? sql : `list_transform(${sql}, lambda e: ${element})`;
    }
    case 'row': {
      const members = type.fields.map((field, index) => {
        const name = fieldName(field.name, index);
        return { name, plain: memberText(sql, name), shown: shown(memberText(sql, name), field.type) };
      });
      if (members.every((member) => member.shown === member.plain)) return sql;
      return `CASE WHEN ${sql} IS NOT NULL THEN struct_pack(${members.map((member) => `${quoteName(member.name)} := ${member.shown}`).join(', ')}) END`;
    }
    case 'map': {
      const [key, value] = [shown('e.key', type.key), shown('e.value', type.value)];
      if (key === 'e.key' && value === 'e.value') return sql;
      return `map_from_entries(list_transform(map_entries(${sql}), lambda e: struct_pack(key := ${key}, value := ${value})))`;
    }
    default:
      return sql;
  }
}
