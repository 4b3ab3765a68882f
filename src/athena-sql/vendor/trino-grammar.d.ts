export type { ATNSimulator, ParserATNSimulator, ParserRuleContext, RecognitionException, Recognizer, Token, TokenStream } from 'antlr4ng';
export { BaseErrorListener, CharStreams, CommonTokenStream, NoViableAltException, PredictionMode } from 'antlr4ng';
export { TrinoSqlLexer } from 'dt-sql-parser/dist/lib/trino/TrinoSqlLexer.js';
export * from 'dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
