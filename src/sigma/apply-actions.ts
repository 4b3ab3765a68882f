import type { YamlDocument } from './read-yaml.ts';
import { RuleError, type RulePlace } from './rule-error.ts';

type Content = ReadonlyMap<unknown, unknown>;

const ACTIONS = ['global', 'repeat', 'reset'];

/**
 * Puts the documents of one file together as their `action` says: what a global document states holds for all rules after it, until the next one or
 * a reset; repeat states what differs from the rule before. Correlations and filters stand for themselves.
 *
 * @returns the documents that are rules, correlations and filters; faults stay in their place
 */
export function applyActions(documents: readonly YamlDocument[]): readonly YamlDocument[] {
  let global: Content = new Map();
  let previous: Content | null = null;
  const complete: YamlDocument[] = [];
  for (const { place, content } of documents) {
    if (content instanceof RuleError || content.has('correlation') || content.has('filter')) {
      complete.push({ place, content });
      continue;
    }
    const action = content.get('action') ?? null;
    const rest = new Map([...content].filter(([key]) => key !== 'action'));
    if (action === 'global') global = rest;
    else if (action === 'reset') global = new Map();
    else if (action === null || (action === 'repeat' && previous !== null)) {
      previous = merged(previous !== null && action === 'repeat' ? merged(previous, rest) : rest, global);
      complete.push({ place, content: previous });
    } else complete.push({ place, content: badAction(action, place) });
  }
  return complete;
}

function badAction(action: unknown, rule: RulePlace): RuleError {
  const place = { ...rule, field: 'action' };
  if (action === 'repeat') return new RuleError('bad-action', place, 'there is no rule before it that it could repeat');
  return new RuleError('bad-action', place, `unknown action "${String(action)}"`, `Actions are ${ACTIONS.join(', ')}.`);
}

/** Maps are merged member by member; of everything else the second wins. */
function merged(first: Content, second: Content): Content {
  const both = new Map(first);
  for (const [key, value] of second) {
    const own = first.get(key);
    both.set(key, value instanceof Map && own instanceof Map ? merged(own, value) : value);
  }
  return both;
}
