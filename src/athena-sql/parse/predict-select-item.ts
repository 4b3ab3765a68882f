import { type ParserATNSimulator, type TokenStream, TrinoSqlParser } from '../vendor/trino-grammar.js';

/** The ways in which an item of a SELECT list can be written, as the grammar numbers them. */
const EXPRESSION = 1;
const MEMBERS = 2;
const EVERYTHING = 3;

const END_OF_TEXT = -1;
const opening: ReadonlySet<string> = new Set(['(', '[']);
const closing: ReadonlySet<string> = new Set([')', ']']);
/** What an item ends before. */
const following: ReadonlySet<string> = new Set([',', ';', 'FROM', 'SELECT']);

/**
 * Lets a parser know at sight whether an item of a SELECT list ends with `.*`. By itself it reads the item in both ways to find out, and all items within
 * it in both ways for each: with every query within a query the time doubles.
 */
export function predictSelectItems(parser: TrinoSqlParser): void {
  const { interpreter } = parser;
  const start = interpreter.atn.ruleToStartState[TrinoSqlParser.RULE_selectItem]?.transitions[0]?.target;
  const choice = interpreter.atn.decisionToState.find((state) => state === start)?.decision;
  if (choice === undefined) throw new Error('the grammar has no choice at the start of an item of a SELECT list');
  const predict: ParserATNSimulator['adaptivePredict'] = interpreter.adaptivePredict.bind(interpreter);
  interpreter.adaptivePredict = (input, decision, context) => (decision === choice ? kindOfItem(input) : predict(input, decision, context));
}

function kindOfItem(input: TokenStream): number {
  if (input.LA(1) === TrinoSqlParser.ASTERISK) return EVERYTHING;
  let depth = 0;
  for (let ahead = 1; input.LA(ahead) !== END_OF_TEXT; ahead++) {
    const text = input.LT(ahead)?.text?.toUpperCase() ?? '';
    if (opening.has(text)) depth++;
    else if (closing.has(text)) depth--;
    else if (depth === 0 && text === '.' && input.LA(ahead + 1) === TrinoSqlParser.ASTERISK) return MEMBERS;
    if (depth < 0 || (depth === 0 && following.has(text))) break;
  }
  return EXPRESSION;
}
