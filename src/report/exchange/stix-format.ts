import { isIPv4 } from 'node:net';
import { v5 as uuidv5 } from 'uuid';
import { parseAwsTime } from '../../core/aws-time.ts';
import type { Case } from '../../core/case.ts';
import { isAddress } from '../../core/source-address.ts';
import { attackersDeeds } from '../content/attackers-deeds.ts';
import { viewOf } from '../content/case-view.ts';
import { managerSummary } from '../content/manager-summary.ts';
import { verdictOf } from '../content/verdict.ts';
import { jsonFile } from '../printable-json.ts';
import type { ReportFormat } from '../report-format.ts';

/**
 * The indicators as a bundle of STIX 2.1: what to search for elsewhere. A case without compromise has none.
 *
 * @see https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html
 */
export const stixFormat: ReportFormat<'stix.json'> = {
  ending: 'stix.json',
  title: 'STIX 2.1 bundle of indicators',
  render: (document) => jsonFile(bundleOf(document)),
};

/** Of our ids alone: STIX keeps its own for observables. The same case gives the same ids. */
const NAMESPACE = '5f0d8f1c-6b0e-4c52-9d0b-6f2f3c9f7a41';

interface Sign {
  readonly name: string;
  readonly description: string;
  readonly pattern: string;
  readonly type: 'malicious-activity' | 'anomalous-activity' | 'compromised';
  /** In percent, as STIX counts: how sure it is that what matches is this attacker's. */
  readonly confidence: number;
}

function bundleOf(document: Case) {
  const created = stixTime(document.compromise?.since ?? document.asOf, document);
  const modified = stixTime(document.asOf, document);
  const idOf = (type: string, name: string): string =>
    `${type}--${uuidv5(JSON.stringify([type, created, document.subjects.map(({ id }) => id), name]), NAMESPACE)}`;
  const author = {
    type: 'identity',
    spec_version: '2.1',
    id: `identity--${uuidv5('keytrail', NAMESPACE)}`,
    created: '2026-01-01T00:00:00.000Z',
    modified: '2026-01-01T00:00:00.000Z',
    name: 'keytrail',
    identity_class: 'system',
  };
  const common = { spec_version: '2.1', created_by_ref: author.id, created, modified };
  const indicators = signsOf(document).map(({ name, description, pattern, type, confidence }) => ({
    type: 'indicator',
    ...common,
    id: idOf('indicator', pattern),
    name,
    description,
    indicator_types: [type],
    pattern,
    pattern_type: 'stix',
    valid_from: created,
    confidence,
  }));
  const report = {
    type: 'report',
    ...common,
    id: idOf('report', ''),
    name: `${document.subject.id}: ${verdictOf(viewOf(document)).headline}`,
    description: managerSummary(document).join(' '),
    report_types: ['indicator'],
    published: modified,
    object_refs: [author.id, ...indicators.map(({ id }) => id)],
  };
  const objects = [author, ...indicators, report];
  return { type: 'bundle', id: idOf('bundle', JSON.stringify(objects)), objects };
}

function signsOf(document: Case): readonly Sign[] {
  const { indicators, compromise } = document;
  if (compromise === null) return [];
  const sure = { certain: 85, likely: 65, possible: 40 }[compromise.certainty];
  const signs: readonly Sign[] = [
    ...indicators.sourceIPs.filter(isAddress).map((address) => ({
      name: `Source address ${address}`,
      description: 'The attacker called from this address.',
      pattern: `[${isIPv4(address) ? 'ipv4-addr' : 'ipv6-addr'}:value = ${literal(address)}]`,
      type: 'malicious-activity' as const,
      confidence: sure,
    })),
    ...indicators.accessKeyIds.map((id) => ({
      name: `AWS access key id ${id}`,
      description: 'The attacker holds this key or obtained it.',
      pattern: `[user-account:user_id = ${literal(id)}]`,
      type: 'compromised' as const,
      confidence: sure,
    })),
    ...attackersDeeds(document).created.map(({ arn }) => ({
      name: `AWS principal ${arn}`,
      description: 'The attacker made this user or role.',
      pattern: `[user-account:user_id = ${literal(arn)}]`,
      type: 'malicious-activity' as const,
      confidence: sure,
    })),
    ...indicators.userAgents.map((agent) => ({
      name: `User agent ${agent}`,
      description: 'The attacker called with this tool. Many others use it too: by itself it says little.',
      pattern: `[network-traffic:extensions.'http-request-ext'.request_header.'User-Agent' = ${literal(agent)}]`,
      type: 'anomalous-activity' as const,
      confidence: 15,
    })),
  ];
  return [...new Map(signs.map((sign) => [sign.pattern, sign])).values()];
}

/** A text in a STIX pattern, whatever an attacker wrote into it. */
const literal = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`;

/** In milliseconds, as STIX demands; the time the case was made where a record's own is none. */
const stixTime = (text: string, { generatedAt }: Case): string => new Date(parseAwsTime(text) ?? Date.parse(generatedAt)).toISOString();
