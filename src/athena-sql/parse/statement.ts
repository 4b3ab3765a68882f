import type { Expression, Identifier, Statement } from '../ast.ts';
import { invalid, unsupported } from '../refusal.ts';
import {
  CreateViewContext,
  DeallocateContext,
  DropViewContext,
  ExecuteContext,
  ExecuteImmediateContext,
  ExplainContext,
  PrepareContext,
  ShowColumnsContext,
  ShowCreateTableContext,
  ShowFunctionsContext,
  ShowSchemasContext,
  ShowTablesContext,
  type StatementContext,
  StatementDefaultContext,
  type StringContext,
} from '../vendor/trino-grammar.js';
import { expressionOf } from './expression.ts';
import { positionOf, readExpression, readStatement, sourceOf } from './grammar.ts';
import { identifierOf, textOf } from './name.ts';
import { queryOf } from './query.ts';
import { tableOf } from './relation.ts';
import type { TreeReader } from './tree-reader.ts';
import { required } from './type.ts';

/** A statement, and how many `?` it has. */
export interface ParsedStatement {
  readonly statement: Statement;
  readonly parameters: number;
}

/**
 * Reads one statement of Athena SQL.
 *
 * @throws KeytrailError `KT_QUERY_INVALID` where the text is no SQL, `KT_QUERY_UNSUPPORTED` where it is SQL of a kind that is not answered here
 */
export function parseStatement(text: string): ParsedStatement {
  const { tree, questionMarks } = readStatement(inTrinoWords(text));
  const statement = statementOf(tree, readerOf(questionMarks));
  if (statement.kind === 'describe' && /^\s*show\s+partitions\b/i.test(text)) {
    return { statement: { ...statement, kind: 'show-partitions' }, parameters: 0 };
  }
  if (statement.kind === 'show-tables' && /^\s*show\s+views\b/i.test(text)) return { statement: { ...statement, kind: 'show-views' }, parameters: 0 };
  return { statement, parameters: statement.kind === 'prepare' ? 0 : questionMarks.length };
}

/** Forms of Hive that the grammar does not know, in words of the same length: SHOW DATABASES, a pattern without LIKE, SHOW PARTITIONS and VIEWS. */
const inTrinoWords = (text: string): string =>
  text
    .replace(/^(\s*)show(\s+)partitions\b/i, (_, space: string, gap: string) => `${space}DESCRIBE${' '.repeat(gap.length + 6)}`)
    .replace(/^(\s*show\s+)views\b/i, '$1TABLES')
    .replace(/^(\s*show\s+)databases\b/i, '$1schemas  ')
    .replace(/^(\s*show\s+(?:tables|schemas)(?:\s+in\s+[\w"]+)?\s+)(?=')/i, '$1LIKE ');

/** Reads one expression that stands alone, as a parameter does. */
export const parseExpression = (text: string): Expression => readerOf([]).expression(readExpression(text));

function readerOf(marks: readonly number[]): TreeReader {
  const reader: TreeReader = {
    expression: (context) => expressionOf(context, reader),
    query: (context) => queryOf(context, reader),
    parameterIndex: (context) => {
      const index = marks.indexOf(context.start?.start ?? -1);
      if (index < 0) throw invalid(positionOf(context), 'a parameter cannot hold a question mark');
      return index;
    },
  };
  return reader;
}

function statementOf(context: StatementContext, reader: TreeReader): Statement {
  const at = positionOf(context);
  if (context instanceof StatementDefaultContext) {
    const root = context.rootQuery();
    const functions = root.withFunction();
    if (functions !== null) throw unsupported(positionOf(functions), 'functions defined in a query are not supported');
    return { kind: 'query', at, query: reader.query(root.query()) };
  }
  if (context instanceof ShowTablesContext) {
    const parts = context.schemaRef()?.identifier() ?? [];
    return { kind: 'show-tables', at, database: lastName(parts.map(identifierOf)), pattern: patternOf(context.string_()) };
  }
  if (context instanceof ShowSchemasContext) return { kind: 'show-databases', at, pattern: patternOf(context.string_()) };
  if (context instanceof ShowColumnsContext) {
    const name = context.tableOrViewName();
    return { kind: context.KW_SHOW() === null ? 'describe' : 'show-columns', at, table: tableOf(required(name.tableRef() ?? name.viewRef())) };
  }
  const other = otherStatementOf(context, reader);
  if (other !== null) return other;
  const verb = (context.start?.text ?? '').toUpperCase();
  const why = writing.includes(verb) ? ': the logs are evidence and can only be read' : '';
  throw unsupported(at, `${verb} is not supported${why}`, 'Write a SELECT.');
}

/** Statements that explain, describe or keep something for the session. */
function otherStatementOf(context: StatementContext, reader: TreeReader): Statement | null {
  const at = positionOf(context);
  if (context instanceof ExplainContext) {
    const inner = statementOf(context.statement(), reader);
    if (inner.kind !== 'query') throw unsupported(at, 'EXPLAIN takes a query');
    return { kind: 'explain', at, query: inner.query };
  }
  if (context instanceof ShowCreateTableContext) return { kind: 'show-create-table', at, table: tableOf(context.tableRef()) };
  if (context instanceof ShowFunctionsContext) return { kind: 'show-functions', at, pattern: patternOf(context.string_()) };
  if (context instanceof CreateViewContext) {
    const root = context.rootQuery();
    const view = tableOf(context.viewNameCreate());
    return { kind: 'create-view', at, view, replace: context.KW_REPLACE() !== null, text: sourceOf(root), query: reader.query(root.query()) };
  }
  if (context instanceof DropViewContext) return { kind: 'drop-view', at, view: tableOf(context.viewRef()), ifExists: context.KW_EXISTS() !== null };
  if (context instanceof PrepareContext)
    return { kind: 'prepare', at, name: identifierOf(context.identifier()), text: sourceOf(context.statement()) };
  if (context instanceof DeallocateContext) return { kind: 'deallocate', at, name: identifierOf(context.identifier()) };
  if (context instanceof ExecuteContext) {
    return { kind: 'execute', at, name: identifierOf(context.identifier()), values: context.expression().map(reader.expression) };
  }
  if (context instanceof ExecuteImmediateContext) {
    return { kind: 'execute-immediate', at, text: textOf(context.string()), values: context.expression().map(reader.expression) };
  }
  return null;
}

const lastName = (path: readonly Identifier[]): Identifier | null => path.at(-1) ?? null;

const patternOf = (strings: readonly StringContext[]): string | null => (strings[0] === undefined ? null : textOf(strings[0]));

const writing = ['ALTER', 'CREATE', 'DELETE', 'DROP', 'INSERT', 'MERGE', 'TRUNCATE', 'UPDATE'];
