import type { NamedQuery, Query, QueryBody, RowCount } from '../ast.ts';
import { quoteName } from '../duckdb-text.ts';
import { invalid } from '../refusal.ts';
import { coerces, commonType, typeText } from '../type.ts';
import { withTypes } from './column-types.ts';
import type { Context, NamedResult, OutputColumn, TypedQuery } from './context.ts';
import { orderText } from './order.ts';
import { analyzeRelation } from './relation.ts';
import { analyzeSelect } from './select.ts';
import { analyzeValues } from './values.ts';

/** A query: its text for DuckDB, without parentheses, and its columns. */
export function analyzeQuery(query: Query, context: Context): TypedQuery {
  const named = [...context.named];
  const parts = query.with.map((item) => {
    if (query.with.find(({ name }) => name.text.toLowerCase() === item.name.text.toLowerCase()) !== item)
      throw invalid(item.at, `"${item.name.text}" is named twice in WITH`);
    const relation = context.freshName();
    const inside: Context = { ...context, named: [...named], outermost: false };
    const result = query.recursive ? analyzeRecursive(item, relation, inside) : context.query(item.query, inside);
    if (item.columns !== null && item.columns.length !== result.columns.length) {
      throw invalid(item.at, `${item.name.text} names ${item.columns.length} columns of ${result.columns.length}`);
    }
    const columns = result.columns.map((column, index): OutputColumn => ({ ...column, name: item.columns?.[index]?.text ?? column.name }));
    named.push({ name: item.name.text.toLowerCase(), columns, relation } satisfies NamedResult);
    return `${relation} AS (${result.sql})`;
  });
  const inner: Context = { ...context, named, grouped: null, noAggregatesIn: null };
  const body = query.body.kind === 'select' ? analyzeSelect(query.body, query.orderBy, inner) : ordered(query, inner);
  const limit = query.limit === null ? '' : ` LIMIT ${countOf(query.limit, context)}`;
  const offset = query.offset === null ? '' : ` OFFSET ${countOf(query.offset, context)}`;
  return {
    sql: `${parts.length === 0 ? '' : `WITH ${query.recursive ? 'RECURSIVE ' : ''}${parts.join(', ')} `}${body.sql}${limit}${offset}`,
    columns: body.columns,
  };
}

/** A query of WITH RECURSIVE: its first part gives the columns by which the second one may name the whole. */
function analyzeRecursive(item: NamedQuery, relation: string, context: Context): TypedQuery {
  const { body } = item.query;
  const isStep = body.kind === 'set' && body.operator === 'UNION' && item.columns !== null && item.query.with.length === 0;
  if (!isStep || item.columns === null) return context.query(item.query, context);
  const anchor = analyzeBody(body.left, context);
  const aliases = item.columns;
  const columns = anchor.columns.map((column, index): OutputColumn => ({ ...column, name: aliases[index]?.text ?? column.name }));
  const named = [...context.named, { name: item.name.text.toLowerCase(), columns, relation }];
  const step = analyzeBody(body.right, { ...context, named });
  if (step.columns.length !== columns.length || !step.columns.every(({ type }, index) => coerces(type, columns[index]?.type ?? type))) {
    throw invalid(body.right.at, 'the step of a recursive query gives the columns of its beginning, with their types');
  }
  const types = columns.map((column) => column.type);
  return { sql: `(${anchor.sql}) UNION${body.all ? ' ALL' : ''} (${withTypes(step, types, context)})`, columns: anchor.columns };
}

function countOf(count: RowCount, context: Context): string {
  const value = count.kind === 'parameter' ? context.expression(count, context).sql : count.text;
  if (!/^\d+$/.test(value)) throw invalid(count.at, `LIMIT and OFFSET take a whole number, not ${value}`);
  return value;
}

/** A body that has no FROM of its own to order by: the order sees its result columns alone. */
function ordered(query: Query, context: Context): TypedQuery {
  const body = analyzeBody(query.body, context);
  if (query.orderBy.length === 0) return body;
  const name = context.freshName();
  const columns = body.columns.map((column) => ({
    name: column.name?.toLowerCase() ?? null,
    type: column.type,
    sql: `${name}.${quoteName(column.label)}`,
  }));
  const scope = { relations: [{ names: [], columns }], outer: null };
  return { sql: `SELECT * FROM (${body.sql}) AS ${name}${orderText(query.orderBy, body.columns, { ...context, scope })}`, columns: body.columns };
}

function analyzeBody(body: QueryBody, context: Context): TypedQuery {
  switch (body.kind) {
    case 'select':
      return analyzeSelect(body, [], context);
    case 'nested':
      return context.query(body.query, context);
    case 'values':
      return analyzeValues(body, context);
    case 'set':
      return analyzeSet(body, context);
    case 'table': {
      const [relation] = [analyzeRelation(body, context)];
      const columns = relation.relations.flatMap((part) => part.columns);
      const outputs = columns.map((column, index): OutputColumn => ({ name: column.name, type: column.type, label: column.name ?? `_col${index}` }));
      const texts = columns.map((column, index) => `${column.sql} AS ${quoteName(outputs[index]?.label ?? '')}`);
      return { sql: `SELECT ${texts.join(', ')} FROM ${relation.sql}`, columns: outputs };
    }
  }
}

function analyzeSet(body: Extract<QueryBody, { readonly kind: 'set' }>, context: Context): TypedQuery {
  const left = analyzeBody(body.left, context);
  const right = analyzeBody(body.right, context);
  if (left.columns.length !== right.columns.length) {
    throw invalid(body.at, `${body.operator} joins ${left.columns.length} columns with ${right.columns.length}`, 'Both sides need the same number.');
  }
  const columns = left.columns.map((column, index): OutputColumn => {
    const other = right.columns[index] ?? column;
    const type = commonType(column.type, other.type);
    if (type !== null) return { ...column, type };
    throw invalid(
      body.at,
      `column ${index + 1} of ${body.operator} is ${typeText(column.type)} on one side and ${typeText(other.type)} on the other`,
    );
  });
  const types = columns.map((column) => column.type);
  return { sql: `(${withTypes(left, types, context)}) ${body.operator}${body.all ? ' ALL' : ''} (${withTypes(right, types, context)})`, columns };
}
