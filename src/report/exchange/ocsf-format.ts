import type { Case, Compromise } from '../../core/case.ts';
import { viewOf } from '../content/case-view.ts';
import { managerSummary } from '../content/manager-summary.ts';
import { verdictOf } from '../content/verdict.ts';
import { jsonFile } from '../printable-json.ts';
import type { ReportFormat } from '../report-format.ts';
import { findingInfo, timeMember } from './finding-info.ts';

/**
 * The case as an Incident Finding of OCSF 1.5.0. The first of its findings is the case itself, then come those of the rules.
 *
 * @see https://schema.ocsf.io/1.5.0/classes/incident_finding
 */
export const ocsfFormat: ReportFormat<'ocsf.json'> = {
  ending: 'ocsf.json',
  title: 'OCSF Incident Finding',
  render: (document) => jsonFile(incidentOf(document)),
};

interface Grade {
  readonly severity: readonly [number, string];
  readonly confidence: readonly [number, string];
  readonly verdict: readonly [number, string];
}

const grades: Readonly<Record<Compromise['certainty'], Grade>> = {
  certain: { severity: [5, 'Critical'], confidence: [3, 'High'], verdict: [2, 'True Positive'] },
  likely: { severity: [4, 'High'], confidence: [2, 'Medium'], verdict: [4, 'Suspicious'] },
  possible: { severity: [3, 'Medium'], confidence: [1, 'Low'], verdict: [4, 'Suspicious'] },
};
/** Logs that show nothing prove nothing. */
const noCompromise: Grade = { severity: [1, 'Informational'], confidence: [0, 'Unknown'], verdict: [7, 'Insufficient Data'] };

function incidentOf(document: Case) {
  const { compromise, timeline, evidence } = document;
  const { severity, confidence, verdict } = compromise === null ? noCompromise : grades[compromise.certainty];
  const attackers = timeline.filter(({ actor }) => actor === 'attacker');
  const [title, desc] = [verdictOf(viewOf(document)).headline, managerSummary(document).join(' ')];
  return {
    activity_id: 1,
    activity_name: 'Create',
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2005,
    class_name: 'Incident Finding',
    type_uid: 200501,
    type_name: 'Incident Finding: Create',
    time: Date.parse(document.generatedAt),
    ...timeMember('start_time', attackers[0]?.eventTime),
    ...timeMember('end_time', attackers.at(-1)?.eventTime),
    severity_id: severity[0],
    severity: severity[1],
    confidence_id: confidence[0],
    confidence: confidence[1],
    verdict_id: verdict[0],
    verdict: verdict[1],
    status_id: 1,
    status: 'New',
    is_suspected_breach: compromise !== null,
    // The class demands somebody; the case knows nobody.
    assignee_group: { name: 'unassigned' },
    message: title,
    desc,
    metadata: {
      version: '1.5.0',
      profiles: ['incident'],
      uid: evidence.lakeDigest,
      product: { name: evidence.tool, vendor_name: 'keytrail', version: evidence.version },
    },
    finding_info_list: [
      {
        uid: document.subject.id,
        title,
        desc,
        types: ['Leaked credential'],
        ...timeMember('first_seen_time', compromise?.since),
        ...timeMember('last_seen_time', attackers.at(-1)?.eventTime),
        related_events: attackers.map(({ eventId, eventName, eventTime }) => ({
          uid: eventId,
          title: eventName,
          ...timeMember('first_seen_time', eventTime),
        })),
      },
      ...document.findings.map(findingInfo),
    ],
    observables: observablesOf(document),
    unmapped: { unknowns: document.unknowns },
  };
}

/** Type ids: 2 IP Address, 16 HTTP User-Agent, 19 User Credential ID, 31 User UID. */
const observablesOf = ({ indicators }: Case) => [
  ...indicators.sourceIPs.map((value) => ({ type_id: 2, type: 'IP Address', value })),
  ...indicators.userAgents.map((value) => ({ type_id: 16, type: 'HTTP User-Agent', value })),
  ...indicators.accessKeyIds.map((value) => ({ type_id: 19, type: 'User Credential ID', value })),
  ...indicators.principals.map((value) => ({ type_id: 31, type: 'User UID', value })),
];
