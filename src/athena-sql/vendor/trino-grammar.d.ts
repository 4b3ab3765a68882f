export type { ATNSimulator, ParserRuleContext, RecognitionException, Recognizer, Token } from 'antlr4ng';
export { BaseErrorListener, CharStreams, CommonTokenStream, NoViableAltException, PredictionMode } from 'antlr4ng';
export { TrinoSqlLexer } from 'dt-sql-parser/dist/lib/trino/TrinoSqlLexer.js';
export * from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
