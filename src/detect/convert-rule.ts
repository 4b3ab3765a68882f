import { TABLE } from '../core/cloudtrail-table.ts';
import type { Rule } from '../sigma/rule.ts';
import { rulePredicate } from './sql/rule-predicate.ts';
import { tableFields } from './sql/table-fields.ts';

const shown = [
  ...['eventtime', 'eventid', 'eventsource', 'eventname', 'errorcode', 'awsregion', 'sourceipaddress', 'useragent'],
  ...['useridentity.arn', 'useridentity.accesskeyid'],
];

/**
 * A statement of Athena SQL for the events that a rule matches, in order of time. Its author, licence and link stay with it, in a comment.
 *
 * It comes as near to the rule as SQL can: in a keyword search it takes names of members for values, and letters beyond ASCII are folded as the engine
 * folds them.
 */
export function convertRule({ title, id, author, licence, references, detection }: Rule): string {
  const comment = [title, id, author, licence, references[0] ?? null].filter((part) => part !== null).join(' | ');
  return [
    `-- ${comment.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')}`,
    `SELECT ${shown.join(', ')}`,
    `FROM ${TABLE}`,
    `WHERE ${rulePredicate(detection, tableFields, 'near')}`,
    'ORDER BY eventtime, eventid;',
  ].join('\n');
}
