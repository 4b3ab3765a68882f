import { quoteText } from '../duckdb-text.ts';
import { resultTypeText } from '../type.ts';
import { type Arguments, scalar } from './function.ts';

/** Greatest and least are NULL as soon as one argument is; DuckDB would skip it. */
const strict = (name: string) => (args: Arguments) => {
  const texts = args.map((arg) => arg.sql);
  return `CASE WHEN ${texts.map((text) => `${text} IS NULL`).join(' OR ')} THEN NULL ELSE ${name}(${texts.join(', ')}) END`;
};

/** Functions that choose among values. */
export const conditionalFunctions = [
  scalar('coalesce(T, T...) -> T', 'COALESCE($*)'),
  scalar('nullif(T, T) -> T', 'NULLIF($1, $2)'),
  scalar('if(boolean, T) -> T', 'CASE WHEN $1 THEN $2 END'),
  scalar('if(boolean, T, T) -> T', 'CASE WHEN $1 THEN $2 ELSE $3 END'),
  scalar('typeof(T) -> varchar', ([value]) => quoteText(resultTypeText(value.type))),
  scalar('try(T) -> T', 'TRY($1)'),
  scalar('greatest(O, O...) -> O', strict('greatest')),
  scalar('least(O, O...) -> O', strict('least')),
] as const;
