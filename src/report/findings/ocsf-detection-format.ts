import type { Finding, Level } from '../../core/finding.ts';
import { findingInfo, timeMember } from '../exchange/finding-info.ts';
import { printableJson } from '../printable-json.ts';
import type { FindingFormat, FindingReport } from './finding-report.ts';

/**
 * Detection Findings of OCSF 1.5.0, one a line, as security lakes take them.
 *
 * @see https://schema.ocsf.io/1.5.0/classes/detection_finding
 */
export const ocsfDetectionFormat: FindingFormat<'ocsf.jsonl'> = {
  ending: 'ocsf.jsonl',
  title: 'OCSF Detection Findings',
  render: (report) => report.findings.map((finding) => `${printableJson(JSON.stringify(detectionOf(finding, report)))}\n`).join(''),
};

const severities: Readonly<Record<Level, readonly [id: number, name: string]>> = {
  informational: [1, 'Informational'],
  low: [2, 'Low'],
  medium: [3, 'Medium'],
  high: [4, 'High'],
  critical: [5, 'Critical'],
};

const detectionOf = (finding: Finding, { generatedAt, version }: FindingReport) => ({
  activity_id: 1,
  activity_name: 'Create',
  category_uid: 2,
  category_name: 'Findings',
  class_uid: 2004,
  class_name: 'Detection Finding',
  type_uid: 200401,
  type_name: 'Detection Finding: Create',
  time: Date.parse(generatedAt),
  ...timeMember('start_time', finding.firstTime),
  ...timeMember('end_time', finding.lastTime),
  severity_id: severities[finding.level][0],
  severity: severities[finding.level][1],
  status_id: 1,
  status: 'New',
  count: finding.count,
  message: finding.title,
  metadata: { version: '1.5.0', product: { name: 'keytrail', vendor_name: 'keytrail', version } },
  finding_info: findingInfo(finding),
  unmapped: { group: finding.group, licence: finding.licence },
});
