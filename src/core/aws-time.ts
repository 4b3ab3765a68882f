/**
 * Milliseconds since 1970 of a time as CloudTrail writes it: ISO 8601 extended (`2026-01-07T02:25:18Z`) or basic (`20131102T010628Z`), or the
 * English text of STS and IAM (`Jul 29, 2021 1:10:42 PM`, a comma after the year or not, spaces of any kind).
 *
 * @returns null when the text is none of them.
 */
export function parseAwsTime(text: string): number | null {
  const basic = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  const iso = basic ? `${basic[1]}-${basic[2]}-${basic[3]}T${basic[4]}:${basic[5]}:${basic[6]}Z` : text;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(iso)) return numberOrNull(Date.parse(iso));
  const english = /^(\w{3}) (\d{1,2}), (\d{4}),? (\d{1,2}:\d{2}:\d{2}) (AM|PM)$/.exec(text.replaceAll(/[\u202f\u00a0]/g, ' '));
  if (!english) return null;
  return numberOrNull(Date.parse(`${english[2]} ${english[1]} ${english[3]} ${english[4]} ${english[5]} UTC`));
}

/** ISO 8601 in whole seconds, as `eventTime` is written. */
export const isoSeconds = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

const numberOrNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
