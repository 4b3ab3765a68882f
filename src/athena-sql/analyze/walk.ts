import type { Expression } from '../ast.ts';

/** The expressions directly inside an expression. Queries within it are not entered: they aggregate for themselves. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'call':
      return [...expression.arguments, ...expression.orderBy.map((item) => item.expression), ...(expression.filter ? [expression.filter] : [])];
    case 'field':
      return [expression.base];
    case 'subscript':
      return [expression.base, expression.index];
    case 'logical':
      return expression.operands;
    case 'comparison':
    case 'distinct-from':
    case 'arithmetic':
    case 'concatenation':
      return [expression.left, expression.right];
    case 'between':
      return [expression.operand, expression.low, expression.high];
    case 'in-list':
      return [expression.operand, ...expression.list];
    case 'like':
      return [expression.operand, expression.pattern];
    case 'not':
    case 'is-null':
    case 'in-query':
    case 'quantified':
    case 'negate':
    case 'at-time-zone':
    case 'cast':
      return [expression.operand];
    case 'case': {
      const branches = expression.branches.flatMap((branch) => [branch.when, branch.result]);
      return [...(expression.operand ? [expression.operand] : []), ...branches, ...(expression.otherwise ? [expression.otherwise] : [])];
    }
    case 'row':
    case 'array':
      return expression.items;
    case 'lambda':
      return [expression.body];
    default:
      return [];
  }
}

/** Whether an aggregate stands in an expression. With OVER it is none; its arguments may hold one. */
export function hasAggregate(expression: Expression, isAggregate: (name: string) => boolean): boolean {
  if (expression.kind === 'call' && expression.over === null && isAggregate(expression.name)) return true;
  const inside = expression.kind === 'call' && expression.over !== null && 'partitionBy' in expression.over ? windowParts(expression.over) : [];
  return [...childrenOf(expression), ...inside].some((child) => hasAggregate(child, isAggregate));
}

const windowParts = (over: { readonly partitionBy: readonly Expression[]; readonly orderBy: readonly { readonly expression: Expression }[] }) => [
  ...over.partitionBy,
  ...over.orderBy.map((item) => item.expression),
];

/** Whether an expression names a column or asks a query, and so is more than a value. */
export const refersToData = (expression: Expression): boolean =>
  ['name', 'subquery', 'exists', 'in-query', 'quantified'].includes(expression.kind) || childrenOf(expression).some(refersToData);
