import { parseAwsTime } from '../../core/aws-time.ts';
import type { Finding } from '../../core/finding.ts';
import { ruleCredit } from './rule-credit.ts';

/** A finding of a rule as OCSF's object `finding_info`. */
export const findingInfo = (finding: Finding) => ({
  uid: finding.id,
  title: finding.title,
  desc: [finding.why, finding.explanation].filter((text) => text !== '').join('\n'),
  ...timeMember('first_seen_time', finding.firstTime),
  ...timeMember('last_seen_time', finding.lastTime),
  analytic: { type_id: 1, type: 'Rule', name: finding.title, uid: finding.ruleId, ...(finding.author !== null && { desc: ruleCredit(finding) }) },
  attacks: finding.techniques.map(attackOf),
  related_events: finding.eventIds.map((uid) => ({ uid })),
});

function attackOf(technique: string) {
  const [parent = technique] = technique.split('.');
  return parent === technique ? { technique: { uid: technique } } : { technique: { uid: parent }, sub_technique: { uid: technique } };
}

/** Milliseconds since 1970, as OCSF counts; left out where there is no time. */
export function timeMember<Name extends string>(name: Name, text: string | undefined): { readonly [name in Name]?: number } {
  const time = text === undefined ? null : parseAwsTime(text);
  return time === null ? {} : ({ [name]: time } as { [name in Name]: number });
}
