import type { Context } from './analyze/context.ts';
import { analyzeExpression } from './analyze/expression.ts';
import { analyzeQuery } from './analyze/query.ts';
import { emptyScope } from './analyze/scope.ts';
import { shownText } from './analyze/shown.ts';
import { refersToData } from './analyze/walk.ts';
import type { Expression, Query } from './ast.ts';
import { quoteName } from './duckdb-text.ts';
import { parseExpression, parseStatement } from './parse/statement.ts';
import { invalid, QueryRefusal, unsupported, withSourceLine } from './refusal.ts';
import { changeSession, viewNamed } from './session-statement.ts';
import { show } from './show.ts';
import { withinBudget } from './text-budget.ts';
import { type Catalog, newSessionTexts, type SessionTexts, type Translation } from './translation.ts';
import { resultTypeText } from './type.ts';

/**
 * Turns one statement of Athena SQL into a query for DuckDB, or into the answer itself (SHOW, DESCRIBE, CREATE VIEW).
 *
 * Every table, column and function is resolved here, and the text that comes out is written anew: nothing of the statement but names that were found
 * and quoted literals reaches the engine.
 *
 * @param statement one statement; a semicolon may end it, and comments may stand anywhere
 * @param options.parameters for each `?` in order: the text of a literal, or else a plain text
 * @param options.session what CREATE VIEW and PREPARE keep for later statements; without one they last no longer than the statement
 * @throws KeytrailError `KT_QUERY_INVALID` where Athena would refuse the statement, `KT_QUERY_UNSUPPORTED` where only this translation does; the
 * message begins with the place, `line 3:14: `
 */
export function translate(statement: string, catalog: Catalog, options: TranslateOptions = {}): Translation {
  try {
    return translated(statement, (options.parameters ?? []).map(parameterOf), { catalog, session: options.session ?? newSessionTexts() });
  } catch (error) {
    if (error instanceof QueryRefusal) throw withSourceLine(error, statement);
    if (error instanceof RangeError) throw invalid(beginning, 'the statement is nested too deeply');
    throw error;
  }
}

export interface TranslateOptions {
  readonly parameters?: readonly string[];
  readonly session?: SessionTexts;
}

/** What a statement is translated against. */
interface World {
  readonly catalog: Catalog;
  readonly session: SessionTexts;
}

/** Eight times Athena's own limit, for the long lists of keys that keytrail itself asks about. */
const longestStatement = 2_097_152;
const beginning = { line: 1, column: 1 };

function translated(text: string, values: readonly Expression[], world: World): Translation {
  const { catalog, session } = world;
  if (text.length > longestStatement) throw invalid(beginning, `a statement has at most ${longestStatement} characters; this one has ${text.length}`);
  const { statement, parameters } = parseStatement(text);
  switch (statement.kind) {
    case 'query':
    case 'explain': {
      if (values.length !== parameters) {
        const sentence = `values given: ${values.length}; question marks in the statement: ${parameters}`;
        throw invalid(beginning, sentence, 'Give one value for each, in order.');
      }
      const query = queryOf(statement.query, world, values);
      return statement.kind === 'query' ? query : { kind: 'plan', sql: query.sql };
    }
    case 'execute': {
      const prepared = session.prepared.get(statement.name.text.toLowerCase());
      if (prepared === undefined) throw invalid(statement.name.at, `prepared statement "${statement.name.text}" does not exist`);
      return executed(prepared, statement.values, world);
    }
    case 'execute-immediate':
      return executed(statement.text, statement.values, world);
    case 'create-view':
      queryOf(statement.query, world, [], viewNamed(statement.view.path, catalog));
      return changeSession(statement, session, catalog);
    case 'prepare':
      if (parseStatement(statement.text).statement.kind !== 'query') throw unsupported(statement.at, 'only a query can be prepared');
      return changeSession(statement, session, catalog);
    case 'drop-view':
    case 'deallocate':
      return changeSession(statement, session, catalog);
    default:
      return show(statement, catalog, session);
  }
}

/** A prepared statement, whose places in the text are not those of the statement that runs it. */
function executed(text: string, values: readonly Expression[], world: World): Translation {
  try {
    return translated(text, values, world);
  } catch (error) {
    if (error instanceof QueryRefusal) throw withSourceLine(error, text);
    throw error;
  }
}

/** @param without a view that the query does not see, since it is about to become it */
function queryOf(
  query: Query,
  { catalog, session }: World,
  parameters: readonly Expression[],
  without: string | null = null,
): Translation & { kind: 'query' } {
  let relations = 0;
  const context: Context = {
    catalog,
    view: (path) => {
      const name = viewNamed(path, catalog);
      const text = name === null || name === without ? undefined : session.views.get(name);
      return text === undefined ? null : viewQuery(text);
    },
    scope: emptyScope,
    named: [],
    parameters,
    aliases: new Set(),
    noAggregatesIn: null,
    grouped: null,
    failsSoftly: false,
    windows: new Set(),
    outermost: true,
    queriesAround: 0,
    freshName: () => quoteName(`r${++relations}`),
    expression: withinBudget(analyzeExpression),
    query: analyzeQuery,
  };
  const result = analyzeQuery(query, context);
  return { kind: 'query', sql: shownText(result, context), types: result.columns.map(({ type }) => resultTypeText(type)) };
}

function viewQuery(text: string): Query {
  const { statement } = parseStatement(text);
  if (statement.kind !== 'query') throw new Error('a view is a query');
  return statement.query;
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
