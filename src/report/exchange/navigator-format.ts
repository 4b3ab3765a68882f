import type { Case } from '../../core/case.ts';
import type { Finding } from '../../core/finding.ts';
import { groupBy } from '../../core/group-by.ts';
import { viewOf } from '../content/case-view.ts';
import { counted } from '../content/counts.ts';
import { verdictOf } from '../content/verdict.ts';
import { jsonFile } from '../printable-json.ts';
import type { ReportFormat } from '../report-format.ts';
import { ruleCredit } from './rule-credit.ts';
import { suspectFindings } from './suspect-findings.ts';

/**
 * A layer for MITRE's ATT&CK Navigator: the techniques that findings name, scored by how many of the attacker's calls show them.
 *
 * @see https://github.com/mitre-attack/attack-navigator/blob/master/layers/spec/v4.5/layerformat.md
 */
export const navigatorFormat: ReportFormat<'navigator.json'> = {
  ending: 'navigator.json',
  title: 'ATT&CK Navigator layer',
  render: (document) => jsonFile(layerOf(document)),
};

function layerOf(document: Case) {
  const techniques = techniquesOf(suspectFindings(document));
  return {
    name: `keytrail: ${document.subject.id}`,
    versions: { navigator: '5.2.0', layer: '4.5' },
    domain: 'enterprise-attack',
    description: verdictOf(viewOf(document)).headline,
    sorting: 3,
    techniques,
    gradient: { colors: ['#fff3c4', '#c92a2a'], minValue: 0, maxValue: Math.max(1, ...techniques.map(({ score }) => score)) },
    metadata: [
      { name: 'asOf', value: document.asOf },
      { name: 'lakeDigest', value: document.evidence.lakeDigest },
    ],
  };
}

/** The Navigator refuses a layer whole for one id that is none. */
const TECHNIQUE = /^T\d{4}(\.\d{3})?$/;

function techniquesOf(findings: readonly Finding[]) {
  const byTechnique = groupBy(
    findings.flatMap((finding) => finding.techniques.filter((one) => TECHNIQUE.test(one)).map((technique) => ({ technique, finding }))),
    ({ technique }) => technique,
  );
  return [...byTechnique].map(([techniqueID, those]) => {
    const eventIds = [...new Set(those.flatMap(({ finding }) => finding.eventIds))];
    return {
      techniqueID,
      score: eventIds.length,
      comment: those.map(({ finding }) => commentOf(finding)).join('\n'),
      metadata: eventIds.map((eventId) => ({ name: 'eventID', value: eventId })),
    };
  });
}

function commentOf(finding: Finding): string {
  const credit = ruleCredit(finding);
  return `${finding.title}: ${counted(finding.eventIds.length, 'event')}${credit === null ? '' : ` (${credit})`}`;
}
