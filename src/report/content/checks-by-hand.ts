import { quoteLiteral } from '../../athena-sql/literal.ts';
import type { Case, NextStep } from '../../core/case.ts';
import { TABLE } from '../../core/cloudtrail-table.ts';
import { shellWord } from '../../core/shell-word.ts';

/**
 * How a reader gets from the statements of a report to the logs, step by step: is the lake the one it was made from, what does an event say, what did a
 * credential do, who else calls from an address. For cases of a lake; a table of another engine has no digest and no records as they came.
 */
export function checksByHand({ evidence, credentials, timeline, compromise }: Case): readonly NextStep[] {
  const { lake } = evidence;
  const [subject] = credentials;
  const address = timeline.find(({ eventId }) => eventId === compromise?.eventId)?.sourceIPAddress ?? timeline[0]?.sourceIPAddress;
  const sql = (query: string): string => `keytrail sql --lake ${shellWord(lake)} ${shellWord(query)}`;
  const check = (action: string, why: string, command: string): NextStep => ({ action, why, command });
  return [
    check(
      'The lake is the one of this report',
      'when it prints the digest above: made of the SHA-256 of each log file, and the same wherever and in whatever order these files are loaded',
      `keytrail lake status --lake ${shellWord(lake)} --format json`,
    ),
    check(
      'What a cited event says',
      'the record as CloudTrail delivered it, by the eventID of the event index',
      `keytrail lake raw EVENT_ID --lake ${shellWord(lake)}`,
    ),
    ...(subject === undefined
      ? []
      : [
          check(
            'What a credential did',
            'every call of it, in order; put another id in its place',
            sql(
              `SELECT eventtime, eventname, errorcode, sourceipaddress, eventid FROM ${TABLE} WHERE useridentity.accesskeyid = ${quoteLiteral(subject.id)} ORDER BY eventtime, eventid`,
            ),
          ),
        ]),
    ...(address === undefined
      ? []
      : [
          check(
            'Who calls from an address',
            'whose calls these are rests on who else is there',
            sql(
              `SELECT useridentity.type AS type, useridentity.arn AS arn, count(*) AS calls, min(eventtime) AS first FROM ${TABLE} WHERE sourceipaddress = ${quoteLiteral(address)} GROUP BY 1, 2 ORDER BY calls DESC`,
            ),
          ),
        ]),
  ];
}
