import type { Expression, ExpressionOf } from '../ast.ts';
import { coerced } from '../duckdb-text.ts';
import { invalid } from '../refusal.ts';
import { commonType, simple, type Type, typeText } from '../type.ts';
import { unified } from './comparison.ts';
import { condition } from './condition.ts';
import type { Context, Typed } from './context.ts';

/** `CASE WHEN a THEN b ELSE c END` and `CASE x WHEN a THEN b END`. All results have one type. */
export function analyzeCase({ operand, branches, otherwise }: ExpressionOf<'case'>, context: Context): Typed {
  const results = [...branches.map((branch) => branch.result), ...(otherwise === null ? [] : [otherwise])];
  const values = results.map((result) => context.expression(result, context));
  const type = resultType(values, results);
  const texts = values.map((value) => coerced(value, type));
  const compared = operand === null ? null : { at: operand.at, part: operand, value: context.expression(operand, context) };
  const conditions = branches.map(({ when }) => {
    if (compared === null) return condition(when, context);
    const value = context.expression(when, context);
    const common = unified([compared.value, value], when.at, 'CASE', [compared.part, when]);
    return `${coerced(compared.value, common)} = ${coerced(value, common)}`;
  });
  const text = conditions.map((text, index) => ` WHEN ${text} THEN ${texts[index]}`).join('');
  return { sql: `CASE${text}${otherwise === null ? '' : ` ELSE ${texts.at(-1)}`} END`, type };
}

function resultType(values: readonly Typed[], parts: readonly Expression[]): Type {
  let type: Type = simple('unknown');
  for (const [index, value] of values.entries()) {
    const common = commonType(type, value.type);
    if (common === null) {
      throw invalid(
        parts[index]?.at ?? { line: 1, column: 1 },
        `all results of CASE have one type; this is ${typeText(value.type)} after ${typeText(type)}`,
      );
    }
    type = common;
  }
  return type;
}
