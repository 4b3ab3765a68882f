import { TABLE } from '../../../core/cloudtrail-table.ts';
import type { Question } from '../../../core/truth.ts';

/** What the questions are about: names and ids of this run. */
export interface ExposureAnswers {
  readonly keys: { readonly sysdev: string; readonly mmajor: string; readonly nwolf: string };
  readonly firstUse: string;
  /** eventName of each of the exposed key's calls, in order. */
  readonly calls: readonly string[];
  /** The same for nwolf's key. */
  readonly nwolfCalls: readonly string[];
}

/** The workshop's three parts, with its own queries. Ids are letters and digits only: no quoting is needed. */
export function exposureQuestions({ keys, firstUse, calls, nwolfCalls }: ExposureAnswers): Question[] {
  const ofKey = (columns: string, key: string, more = ''): string =>
    `SELECT ${columns} FROM ${TABLE}\nWHERE useridentity.accesskeyid = '${key}'${more}`;
  return [
    {
      id: 'first-use',
      part: 1,
      question: `When was the exposed key ${keys.sysdev} first used?`,
      answer: firstUse,
      hints: [
        'The key of a caller is in the column useridentity.accesskeyid.',
        'Order by eventtime and look at the first row.',
        'ORDER BY eventtime ASC LIMIT 1',
      ],
      sql: ofKey('eventtime, eventname', keys.sysdev, '\nORDER BY eventtime ASC LIMIT 1'),
    },
    {
      id: 'first-call',
      part: 1,
      question: 'Which call was that first use?',
      answer: 'GetCallerIdentity',
      hints: ['The name of a call is in the column eventname.', 'It is what people ask who hold a key and do not know whose it is.'],
      sql: ofKey('eventtime, eventname', keys.sysdev, '\nORDER BY eventtime ASC LIMIT 1'),
    },
    {
      id: 'whose-key',
      part: 1,
      question: 'Which user does the exposed key belong to?',
      answer: 'tdir-workshop-sysdev',
      hints: ['The structure useridentity says who called.', 'Select useridentity.username of any of the key’s events.'],
      sql: ofKey('DISTINCT useridentity.username', keys.sysdev),
    },
    {
      id: 'key-calls',
      part: 1,
      question: 'Which different calls did the exposed key make?',
      answer: distinct(calls),
      hints: ['All events of the key, in order of time.', 'Some calls were refused: they count, an attempt tells a lot.'],
      sql: ofKey('eventtime, eventname', keys.sysdev, '\nORDER BY eventtime ASC'),
    },
    {
      id: 'what-it-did',
      part: 2,
      question: 'Which of its calls changed something in the account?',
      answer: ['AttachUserPolicy', 'CreateUser', 'CreateAccessKey'],
      hints: ['Reading calls are named List..., Get... or Describe...', 'The column readonly says it too.'],
      sql: ofKey('eventname', keys.sysdev),
    },
    {
      id: 'given-keys',
      part: 2,
      question: 'Which users were given access keys by the exposed key’s user?',
      answer: ['tdir-workshop-mmajor-dev', 'tdir-workshop-nwolf-dev'],
      hints: [
        'A key comes into being by CreateAccessKey.',
        'For whom it is stands in requestparameters, which is text that holds JSON.',
        "json_extract_scalar(requestparameters, '$.userName')",
      ],
      sql: `SELECT requestparameters FROM ${TABLE}\nWHERE useridentity.userName = 'tdir-workshop-sysdev'\nAND eventname = 'CreateAccessKey'`,
    },
    {
      id: 'sleeper',
      part: 3,
      question: `How many calls did mmajor's key ${keys.mmajor} make?`,
      answer: '0',
      hints: ['Ask for this key as you asked for the first one.', 'No row is an answer too: such a key is a sleeper, and still works.'],
      sql: ofKey('eventname', keys.mmajor),
    },
    {
      id: 'second-key-calls',
      part: 3,
      question: `Which calls did nwolf's key ${keys.nwolf} make?`,
      answer: [...nwolfCalls],
      hints: ['Ask for this key as you asked for the first one.', 'There are five.'],
      sql: ofKey('eventname', keys.nwolf),
    },
    {
      id: 'pivotal-call',
      part: 3,
      question: 'Which of these calls did the most harm?',
      answer: 'DeleteUser',
      hints: ['Four of the five look around or prepare.', 'The last one cannot be taken back.'],
      sql: ofKey('eventtime, eventname', keys.nwolf, '\nORDER BY eventtime ASC'),
    },
    {
      id: 'deleted-user',
      part: 3,
      question: 'Which user did it hit?',
      answer: 'tdir-workshop-rroe-dev',
      hints: ['The victim stands in requestparameters, the caller in useridentity.'],
      sql: ofKey('requestparameters, useridentity.username', keys.nwolf, "\nAND eventname = 'DeleteUser'"),
    },
  ];
}

const distinct = (names: readonly string[]): string[] => [...new Set(names)];
