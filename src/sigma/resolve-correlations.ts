import { isCalled } from './apply-filters.ts';
import type { Correlation, CorrelationDocument, Step } from './correlation.ts';
import type { Rule } from './rule.ts';
import { RuleError, type RulePlace } from './rule-error.ts';

export interface ResolvedCorrelations {
  /** Those that others refer to come first. */
  readonly correlations: readonly Correlation[];
  /** What only feeds correlations that do not let their rules speak for themselves. */
  readonly base: ReadonlySet<Rule | Correlation>;
}

/**
 * Looks up the rules that correlations name: by id, then by name, then by title, and in the same file before all others.
 *
 * @param refusing runs a step and takes a RuleError of it down as the refusal of a document: `unresolved-rule`, `correlation-cycle`
 */
export function resolveCorrelations(
  documents: readonly CorrelationDocument[],
  rules: readonly Rule[],
  refusing: (place: RulePlace, act: () => void) => void,
): ResolvedCorrelations {
  const done = new Map<CorrelationDocument, Correlation>();
  const begun = new Set<CorrelationDocument>();

  function resolve(document: CorrelationDocument): Correlation {
    const place = { ...document.place, field: 'correlation.rules' };
    const earlier = done.get(document);
    if (earlier !== undefined) return earlier;
    if (begun.has(document)) throw new RuleError('correlation-cycle', place, `the correlation "${document.title}" leads back to itself`);
    begun.add(document);
    try {
      const correlation = linked(document, place);
      done.set(document, correlation);
      return correlation;
    } finally {
      begun.delete(document);
    }
  }

  function linked(document: CorrelationDocument, place: RulePlace): Correlation {
    const steps = document.rules.map((name): Step => {
      const found = lookUp(name, document.source, rules) ?? lookUp(name, document.source, documents);
      if (found === null) {
        throw new RuleError(
          'unresolved-rule',
          place,
          `the correlation names the rule "${name}", which does not exist or was refused`,
          'Name it by its id.',
        );
      }
      const rule = 'timespan' in found ? resolve(found) : found;
      return { rule, groupFields: document.groupBy.map((field) => fieldOf(document, field, name, rule)) };
    });
    refuseUnknownAliases(document, steps);
    const { rules: _names, aliases: _aliases, ...rest } = document;
    return { ...rest, steps };
  }

  for (const document of documents) refusing(document.place, () => resolve(document));
  const correlations = [...done.values()];
  const speaking = new Set(correlations.filter(({ generate }) => generate).flatMap(({ steps }) => steps.map(({ rule }) => rule)));
  const referred = correlations.flatMap(({ steps }) => steps.map(({ rule }) => rule));
  return { correlations, base: new Set(referred.filter((rule) => !speaking.has(rule))) };
}

function lookUp<Some extends Rule | CorrelationDocument>(name: string, source: string, all: readonly Some[]): Some | null {
  const keys = ['id', 'name', 'title'] as const;
  const candidates = keys.map((key) => all.filter((one) => one[key] === name)).find((some) => some.length > 0) ?? [];
  return candidates.find((one) => one.source === source) ?? candidates[0] ?? null;
}

/** The field behind an alias; a name that is no alias is the field itself. */
function fieldOf({ aliases }: CorrelationDocument, field: string, name: string, rule: Rule | Correlation): string {
  const fields = [...(aliases.get(field) ?? [])];
  return fields.find(([called]) => called === name || isCalled(rule, called))?.[1] ?? field;
}

function refuseUnknownAliases(document: CorrelationDocument, steps: readonly Step[]): void {
  const place = { ...document.place, field: 'correlation.aliases' };
  for (const [alias, fields] of document.aliases) {
    for (const called of fields.keys()) {
      if (document.rules.includes(called) || steps.some(({ rule }) => isCalled(rule, called))) continue;
      throw new RuleError('unresolved-rule', place, `the alias "${alias}" names "${called}", which is none of the correlation's rules`);
    }
  }
}
