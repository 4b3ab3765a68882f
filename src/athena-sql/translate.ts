import type { Context } from './analyze/context.ts';
import { analyzeExpression } from './analyze/expression.ts';
import { analyzeQuery } from './analyze/query.ts';
import { emptyScope } from './analyze/scope.ts';
import { shownText } from './analyze/shown.ts';
import { refersToData } from './analyze/walk.ts';
import type { Expression, Query } from './ast.ts';
import { quoteName } from './duckdb-text.ts';
import { parseExpression, parseStatement } from './parse/statement.ts';
import { invalid, QueryRefusal, withSourceLine } from './refusal.ts';
import { show } from './show.ts';
import { withinBudget } from './text-budget.ts';
import type { Catalog, Translation } from './translation.ts';
import { resultTypeText } from './type.ts';

/**
 * Turns one statement of Athena SQL into a query for DuckDB, or into the answer itself (SHOW, DESCRIBE).
 *
 * Every table, column and function is resolved here, and the text that comes out is written anew: nothing of the statement but names that were found
 * and quoted literals reaches the engine.
 *
 * @param statement one statement; a semicolon may end it, and comments may stand anywhere
 * @param options.parameters for each `?` in order: the text of a literal, or else a plain text
 * @throws KeytrailError `KT_QUERY_INVALID` where Athena would refuse the statement, `KT_QUERY_UNSUPPORTED` where only this translation does; the
 * message begins with the place, `line 3:14: `
 */
export function translate(statement: string, catalog: Catalog, options: { readonly parameters?: readonly string[] } = {}): Translation {
  try {
    if (statement.length > longestStatement)
      throw invalid(beginning, `a statement has at most ${longestStatement} characters; this one has ${statement.length}`);
    return translated(statement, catalog, options.parameters ?? []);
  } catch (error) {
    if (error instanceof QueryRefusal) throw withSourceLine(error, statement);
    if (error instanceof RangeError) throw invalid(beginning, 'the statement is nested too deeply');
    throw error;
  }
}

/** Eight times Athena's own limit, for the long lists of keys that keytrail itself asks about. */
const longestStatement = 2_097_152;
const beginning = { line: 1, column: 1 };

function translated(text: string, catalog: Catalog, values: readonly string[]): Translation {
  const { statement, parameters } = parseStatement(text);
  if (statement.kind !== 'query') return show(statement, catalog);
  if (values.length !== parameters) {
    throw invalid(beginning, `values given: ${values.length}; question marks in the statement: ${parameters}`, 'Give one value for each, in order.');
  }
  return queryOf(statement.query, catalog, values.map(parameterOf));
}

function queryOf(query: Query, catalog: Catalog, parameters: readonly Expression[]): Translation {
  let relations = 0;
  const context: Context = {
    catalog,
    scope: emptyScope,
    named: [],
    parameters,
    aliases: new Set(),
    noAggregatesIn: null,
    grouped: null,
    failsSoftly: false,
    windows: new Set(),
    outermost: true,
    freshName: () => quoteName(`r${++relations}`),
    expression: withinBudget(analyzeExpression),
    query: analyzeQuery,
  };
  const result = analyzeQuery(query, context);
  return { kind: 'query', sql: shownText(result, context), types: result.columns.map(({ type }) => resultTypeText(type)) };
}

/** Athena reads a parameter as an expression that names no column; what is none is a plain text. */
function parameterOf(text: string): Expression {
  const plain: Expression = { kind: 'string', at: beginning, value: text };
  try {
    const expression = parseExpression(text);
    return refersToData(expression) ? plain : expression;
  } catch {
    return plain;
  }
}
