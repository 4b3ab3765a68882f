import { applyActions } from './apply-actions.ts';
import { applyFilters } from './apply-filters.ts';
import type { Correlation, CorrelationDocument } from './correlation.ts';
import { parseCorrelation } from './parse-correlation.ts';
import { parseDetection } from './parse-detection.ts';
import { type Filter, parseFilter } from './parse-filter.ts';
import { parseHeader } from './parse-header.ts';
import { parseRuleTests } from './parse-rule-tests.ts';
import { readYaml } from './read-yaml.ts';
import { resolveCorrelations } from './resolve-correlations.ts';
import type { Doubt, Rule } from './rule.ts';
import { RuleError, type RulePlace } from './rule-error.ts';
import type { Placeholders } from './value-transforms.ts';

/** The text of one rule file. */
export interface RuleText {
  readonly text: string;
  /** What errors call it by: usually its file. */
  readonly source: string;
}

/** A document that cannot be used, and why. */
export interface Refusal {
  readonly place: RulePlace;
  readonly error: RuleError;
}

/** What a number of rule files hold together. */
export interface RuleSet {
  /** Filters are part of their detections already. */
  readonly rules: readonly Rule[];
  /** Those that others refer to come first. */
  readonly correlations: readonly Correlation[];
  readonly filters: readonly Filter[];
  /** Rules and correlations that only feed a correlation: what they match is no finding by itself. */
  readonly base: ReadonlySet<Rule | Correlation>;
  readonly refused: readonly Refusal[];
  /** What correlations and filters were accepted with; rules carry their own. */
  readonly doubts: readonly Doubt[];
}

type Document = { readonly rule: Rule } | { readonly correlation: CorrelationDocument } | { readonly filter: Filter };

/**
 * Reads Sigma rules over CloudTrail events, with the correlations and filters that refer to them, in whichever file. A document that cannot be used
 * is refused whole; a rule is never used in part, and the others are not touched by it.
 */
export function compileRules(files: readonly RuleText[], placeholders: Placeholders = new Map()): RuleSet {
  const refused: Refusal[] = [];
  const doubts: Doubt[] = [];
  const documents: Document[] = [];
  const refusing = (place: RulePlace, act: () => void): void => {
    try {
      act();
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      refused.push({ place, error });
    }
  };
  for (const { text, source } of files) {
    for (const { place, content } of applyActions(readYaml(text, source))) {
      refusing(place, () => {
        if (content instanceof RuleError) throw content;
        documents.push(parseDocument(content, place, placeholders, doubts));
      });
    }
  }
  const filters = documents.flatMap((document) => ('filter' in document ? [document.filter] : []));
  const rules = applyFilters(
    documents.flatMap((document) => ('rule' in document ? [document.rule] : [])),
    filters,
    (doubt) => doubts.push(doubt),
  );
  const resolved = resolveCorrelations(
    documents.flatMap((document) => ('correlation' in document ? [document.correlation] : [])),
    rules,
    refusing,
  );
  const unique = withoutDuplicates([...rules, ...resolved.correlations], resolved.base, refusing);
  return {
    rules: rules.filter((rule) => unique.has(rule)),
    correlations: resolved.correlations.filter((correlation) => unique.has(correlation)),
    filters,
    base: resolved.base,
    refused,
    doubts,
  };
}

/**
 * Reads one rule over single events.
 *
 * @param text one YAML document
 * @throws RuleError (`KT_RULE_INVALID`) naming selection, field and reason
 */
export function compileRule(text: string, source: string, placeholders?: Placeholders): Rule {
  const { rules, refused } = compileRules([{ text, source }], placeholders);
  const [rule] = rules;
  if (refused[0] !== undefined) throw refused[0].error;
  if (rule === undefined || rules.length > 1) throw new Error(`${source} holds ${rules.length} rules, not one`);
  return rule;
}

function parseDocument(content: ReadonlyMap<unknown, unknown>, place: RulePlace, placeholders: Placeholders, doubts: Doubt[]): Document {
  const taken = (list: Doubt[]) => ({ placeholders, doubt: (spot: RulePlace, reason: string) => list.push({ place: spot, reason }) });
  if (content.has('correlation')) return { correlation: parseCorrelation(content, place, taken(doubts)) };
  if (content.has('filter')) return { filter: parseFilter(content, place, taken(doubts)) };
  const own: Doubt[] = [];
  return {
    rule: {
      ...parseHeader(content, place),
      ...parseDetection(content.get('detection'), place, taken(own)),
      tests: parseRuleTests(content.get('tests'), place),
      doubts: own,
    },
  };
}

/** Findings are told apart by the rule's id, so two rules of one id would blend. A rule that gives no finding may share its id. */
function withoutDuplicates(
  all: readonly (Rule | Correlation)[],
  base: ReadonlySet<Rule | Correlation>,
  refusing: (place: RulePlace, act: () => void) => void,
): ReadonlySet<Rule | Correlation> {
  const byId = new Map<string, Rule | Correlation>();
  const unique = new Set<Rule | Correlation>();
  for (const rule of all) {
    refusing(rule.place, () => {
      const earlier = byId.get(rule.id);
      if (earlier !== undefined && !base.has(rule)) {
        const reason = `${rule.id} is the id of ${earlier.source} too`;
        throw new RuleError('duplicate-id', { ...rule.place, field: 'id' }, reason, 'Give it an id of its own.');
      }
      if (!base.has(rule)) byId.set(rule.id, rule);
      unique.add(rule);
    });
  }
  return unique;
}
