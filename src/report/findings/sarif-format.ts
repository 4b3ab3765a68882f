import type { Finding, Level } from '../../core/finding.ts';
import { ruleCredit } from '../exchange/rule-credit.ts';
import { jsonFile } from '../printable-json.ts';
import type { FindingFormat, FindingReport } from './finding-report.ts';

/**
 * SARIF 2.1.0: a rule each for the rules that found something, a result each for the findings. A finding lies in no file; its place is the caller.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export const sarifFormat: FindingFormat<'sarif'> = { ending: 'sarif', title: 'SARIF 2.1.0', render: (report) => jsonFile(logOf(report)) };

const severities: Readonly<Record<Level, { readonly level: 'note' | 'warning' | 'error'; readonly score: string }>> = {
  informational: { level: 'note', score: '0.0' },
  low: { level: 'note', score: '3.0' },
  medium: { level: 'warning', score: '5.5' },
  high: { level: 'error', score: '8.0' },
  critical: { level: 'error', score: '9.5' },
};

function logOf({ findings, version }: FindingReport) {
  const rules = [...new Map(findings.map((finding) => [finding.ruleId, finding])).values()];
  const places = new Map(rules.map(({ ruleId }, place) => [ruleId, place]));
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'keytrail', version, rules: rules.map(ruleOf) } },
        results: findings.map((finding) => ({ ...resultOf(finding), ruleIndex: places.get(finding.ruleId) ?? -1 })),
      },
    ],
  };
}

const ruleOf = (finding: Finding) => ({
  id: finding.ruleId,
  shortDescription: { text: finding.title },
  fullDescription: { text: finding.explanation === '' ? finding.title : finding.explanation },
  ...(finding.link !== null && /^https?:/.test(finding.link) && URL.canParse(finding.link) ? { helpUri: finding.link } : {}),
  defaultConfiguration: { level: severities[finding.level].level },
  properties: {
    // What viewers that know vulnerabilities sort by, 0 to 10.
    'security-severity': severities[finding.level].score,
    tags: ['security', ...finding.techniques],
    credit: ruleCredit(finding),
    licence: finding.licence,
  },
});

const resultOf = (finding: Finding) => ({
  ruleId: finding.ruleId,
  level: severities[finding.level].level,
  message: { text: `${finding.title}, by ${finding.group}: ${finding.why}` },
  locations: [{ logicalLocations: [{ fullyQualifiedName: finding.group, kind: 'resource' }] }],
  partialFingerprints: { 'keytrailFinding/v1': finding.id },
  occurrenceCount: Math.max(1, finding.count),
  properties: { eventIds: finding.eventIds, firstTime: finding.firstTime, lastTime: finding.lastTime },
});
