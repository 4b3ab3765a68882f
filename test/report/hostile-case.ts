import { type Case, caseSchema } from '../../src/core/case.ts';
import { leakedKeyCase } from './leaked-key-case.ts';

/** Members whose values the schema fixes, and times, which the report reads. */
const FIXED = new Set(['schema', 'kind', 'state', 'relation', 'certainty', 'stage', 'actor', 'level', 'dataEvents']);
const TIMES = /^\d{4}-\d\d-\d\dT/;
const RESOURCE_ACTIONS = new Set(['created', 'changed', 'deleted', 'read', 'shared']);

/** The leaked key's case as if the attacker had chosen every text in it: `prefix` stands before each, so that references still meet. */
export const hostileCase = (prefix: string): Case => caseSchema.parse(withPrefix(leakedKeyCase, '', prefix));

function withPrefix(value: unknown, member: string, prefix: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withPrefix(item, member, prefix));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withPrefix(inner, name, prefix)]));
  }
  if (typeof value !== 'string' || FIXED.has(member) || TIMES.test(value) || (member === 'action' && RESOURCE_ACTIONS.has(value))) return value;
  return prefix + value;
}
