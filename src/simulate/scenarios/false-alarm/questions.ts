import { TABLE } from '../../../core/cloudtrail-table.ts';
import type { Question } from '../../../core/truth.ts';
import type { Cast } from '../leaked-key-in-use/cast.ts';
import { whoseKey } from '../leaked-key-in-use/questions.ts';

/** What the ledger says of the key's use. */
export interface QuietFacts {
  readonly cast: Cast;
  /** Addresses from which the key was used on one day alone. */
  readonly briefly: readonly string[];
  /** Names of calls that came from there alone. */
  readonly fresh: readonly string[];
  readonly categories: readonly string[];
}

/** The questions that lead to "no sign of anybody else", and to what that rests on. Names and ids hold no quotes: no quoting is needed. */
export function quietQuestions({ cast, briefly, fresh, categories }: QuietFacts): Question[] {
  const key = `useridentity.accesskeyid = '${cast.ownerKey}'`;
  const oneDay = `SELECT sourceipaddress\nFROM ${TABLE}\nWHERE ${key}\nGROUP BY sourceipaddress\nHAVING count(DISTINCT substr(eventtime, 1, 10)) = 1`;
  return [
    whoseKey(cast),
    {
      id: 'one-day-addresses',
      part: 1,
      question: 'From which addresses was the key used on a single day?',
      answer: [...briefly],
      hints: ['Group the events of the key by sourceipaddress.', 'Count the days: count(DISTINCT substr(eventtime, 1, 10)).'],
      sql: oneDay,
    },
    {
      id: 'new-calls-there',
      part: 2,
      question: 'Which calls came from there that the key made from nowhere else?',
      answer: [...fresh],
      hints: [
        'Take the names of the calls from these addresses, and leave out those of all others: EXCEPT.',
        'Nothing new is an answer: the owner was away.',
      ],
      sql:
        `SELECT eventname FROM ${TABLE} WHERE ${key} AND sourceipaddress IN (${oneDay})\n` +
        `EXCEPT\nSELECT eventname FROM ${TABLE} WHERE ${key} AND sourceipaddress NOT IN (${oneDay})`,
    },
    {
      id: 'made-user',
      part: 2,
      question: 'Which user did the key make?',
      answer: 'svc-pricing-import',
      hints: ['The call is CreateUser.', 'Look at address and tool of that call, too: they are the usual ones.'],
      sql: `SELECT json_extract_scalar(requestparameters, '$.userName') AS made, sourceipaddress\nFROM ${TABLE}\nWHERE ${key}\nAND eventname = 'CreateUser' AND errorcode IS NULL`,
    },
    {
      id: 'what-is-logged',
      part: 3,
      question: 'Which categories of events do the logs hold? What cannot be seen was perhaps done.',
      answer: [...categories],
      hints: ['The column is eventcategory.', 'Without Data events nobody can say whether objects were read.'],
      sql: `SELECT DISTINCT eventcategory\nFROM ${TABLE}`,
    },
  ];
}
