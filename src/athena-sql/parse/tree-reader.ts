import type { Expression, Query } from '../ast.ts';
import type { ParserRuleContext, QueryContext } from '../vendor/trino-grammar.js';

/** Expressions hold queries and queries hold expressions: each part of the reading is handed the whole. */
export interface TreeReader {
  readonly expression: (context: ParserRuleContext) => Expression;
  readonly query: (context: QueryContext) => Query;
  /** Which of the statement's `?` this is, counted from 0. */
  readonly parameterIndex: (context: ParserRuleContext) => number;
}
