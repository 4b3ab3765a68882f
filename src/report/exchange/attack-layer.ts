import type { Finding } from '../../core/finding.ts';
import { groupBy } from '../../core/group-by.ts';
import { counted } from '../content/counts.ts';
import { ruleCredit } from './rule-credit.ts';

/** The Navigator refuses a layer whole for one id that is none. */
const TECHNIQUE = /^T\d{4}(\.\d{3})?$/;

/** A Navigator layer of what findings show of ATT&CK: techniques, scored by their events. */
export function attackLayer(name: string, description: string, findings: readonly Finding[]) {
  const byTechnique = groupBy(
    findings.flatMap((finding) => finding.techniques.filter((one) => TECHNIQUE.test(one)).map((technique) => ({ technique, finding }))),
    ({ technique }) => technique,
  );
  const techniques = [...byTechnique].map(([techniqueID, those]) => {
    const eventIds = [...new Set(those.flatMap(({ finding }) => finding.eventIds))];
    return {
      techniqueID,
      score: eventIds.length,
      comment: those.map(({ finding }) => commentOf(finding)).join('\n'),
      metadata: eventIds.map((eventId) => ({ name: 'eventID', value: eventId })),
    };
  });
  return {
    name,
    versions: { navigator: '5.2.0', layer: '4.5' },
    domain: 'enterprise-attack',
    description,
    sorting: 3,
    techniques,
    gradient: { colors: ['#fff3c4', '#c92a2a'], minValue: 0, maxValue: Math.max(1, ...techniques.map(({ score }) => score)) },
  };
}

function commentOf(finding: Finding): string {
  const credit = ruleCredit(finding);
  return `${finding.title}: ${counted(finding.eventIds.length, 'event')}${credit === null ? '' : ` (${credit})`}`;
}
