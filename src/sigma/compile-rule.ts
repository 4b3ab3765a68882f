import { parseDetection } from './parse-detection.ts';
import { parseHeader } from './parse-header.ts';
import { parseRuleTests } from './parse-rule-tests.ts';
import { readYamlMap } from './read-yaml.ts';
import type { Rule } from './rule.ts';
import type { RulePlace } from './rule-error.ts';

/**
 * Reads a Sigma rule over single CloudTrail events.
 *
 * @param text one YAML document
 * @param source what errors call the rule by: usually its file
 * @throws RuleError (`KT_RULE_INVALID`) naming selection, field and reason; a rule is never used in part
 */
export function compileRule(text: string, source: string): Rule {
  const place: RulePlace = { source };
  const document = readYamlMap(text, place);
  return {
    ...parseHeader(document, place),
    detection: parseDetection(document.get('detection'), place),
    tests: parseRuleTests(document.get('tests'), place),
  };
}
