import { fitsPattern, parsePattern } from './pattern.ts';
import type { Reading } from './reading.ts';
import type { Expression } from './rule.ts';
import { RuleError, type RulePlace } from './rule-error.ts';

/** Parentheses and `not` deeper than this are no rule that a person wrote. */
const MAX_DEPTH = 100;

/**
 * Reads a condition: `not` binds tightest, then `and`, then `or`; `1 of`, `any of` and `all of` take a name pattern or `them`.
 *
 * @param selections what the names stand for
 * @throws RuleError `bad-condition`, `undefined-selection`, `legacy-aggregation`
 */
export function parseCondition(text: string, selections: ReadonlyMap<string, Expression>, place: RulePlace, reading: Reading): Expression {
  const fault = (reason: string): RuleError => new RuleError('bad-condition', place, `condition "${text}": ${reason}`);
  if (text.includes('|')) {
    throw new RuleError(
      'legacy-aggregation',
      place,
      `condition "${text}": an aggregation after "|" is not part of Sigma 2`,
      'Write what is counted as a correlation rule.',
    );
  }
  const tokens = text.match(/[()]|[^\s()]+/g) ?? [];
  if (tokens.length === 0) throw fault('it is empty');
  const shouted = tokens.find((token) => /^(AND|OR|NOT|OF|ALL|ANY|THEM)$/i.test(token) && token !== token.toLowerCase() && !selections.has(token));
  if (shouted !== undefined) reading.doubt(place, `condition "${text}": Sigma writes "${shouted}" in lower case`);
  let at = 0;

  const word = (offset = 0): string => (tokens[at + offset] ?? '').toLowerCase();
  const take = (): string => {
    const token = tokens[at];
    if (token === undefined) throw fault('unexpected end');
    at += 1;
    return token;
  };

  function any(depth: number): Expression {
    const branches = [every(depth)];
    while (word() === 'or') {
      take();
      branches.push(every(depth));
    }
    return joined('or', branches);
  }

  function every(depth: number): Expression {
    const branches = [negatable(depth)];
    while (word() === 'and') {
      take();
      branches.push(negatable(depth));
    }
    return joined('and', branches);
  }

  function negatable(depth: number): Expression {
    if (depth > MAX_DEPTH) throw fault(`nested more than ${MAX_DEPTH} deep`);
    if (word() !== 'not') return primary(depth);
    take();
    return { kind: 'not', of: negatable(depth + 1) };
  }

  function primary(depth: number): Expression {
    const token = take();
    if (token === '(') {
      const inner = any(depth + 1);
      if (take() !== ')') throw fault('a parenthesis is not closed');
      return inner;
    }
    if (token === ')' || ['and', 'or'].includes(token.toLowerCase())) throw fault(`unexpected "${token}"`);
    if (word() === 'of' && ['1', 'any', 'all'].includes(token.toLowerCase())) {
      take();
      return joined(token.toLowerCase() === 'all' ? 'and' : 'or', chosen(token, take()));
    }
    return named(token);
  }

  function chosen(quantifier: string, target: string): Expression[] {
    const pattern = parsePattern(target, 'whole', true);
    const isChosen = (name: string): boolean => (target.toLowerCase() === 'them' ? !name.startsWith('_') : fitsPattern(pattern, name));
    const found = [...selections].filter(([name]) => isChosen(name)).map(([, selection]) => selection);
    if (found.length === 0) throw fault(`"${quantifier} of ${target}" matches no selection`);
    return found;
  }

  function named(name: string): Expression {
    const selection = selections.get(name);
    if (selection !== undefined) return selection;
    throw new RuleError(
      'undefined-selection',
      place,
      `condition "${text}": selection "${name}" is not defined`,
      `The rule defines ${[...selections.keys()].join(', ')}.`,
    );
  }

  const condition = any(0);
  if (at < tokens.length) throw fault(`unexpected "${tokens[at]}"`);
  return condition;
}

/** Several expressions as one; a single one stays itself. */
export function joined(kind: 'and' | 'or', of: readonly Expression[]): Expression {
  const [only, ...more] = of;
  return only !== undefined && more.length === 0 ? only : { kind, of };
}
