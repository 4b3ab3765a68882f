import type { Case } from '../../core/case.ts';
import { viewOf } from '../content/case-view.ts';
import { verdictOf } from '../content/verdict.ts';
import { jsonFile } from '../printable-json.ts';
import type { ReportFormat } from '../report-format.ts';
import { attackLayer } from './attack-layer.ts';
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

const layerOf = (document: Case) => ({
  ...attackLayer(`keytrail: ${document.subject.id}`, verdictOf(viewOf(document)).headline, suspectFindings(document)),
  metadata: [
    { name: 'asOf', value: document.asOf },
    { name: 'lakeDigest', value: document.evidence.lakeDigest },
  ],
});
