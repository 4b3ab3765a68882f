import { TABLE } from '../../../core/cloudtrail-table.ts';
import type { Question, Truth } from '../../../core/truth.ts';
import type { Deeds } from './attack.ts';
import type { Cast } from './cast.ts';

/**
 * The questions of this scenario, with the queries that answer them. Names and ids hold no quotes: no quoting is needed.
 *
 * @param keyAddresses addresses from which the attacker used the leaked key itself.
 */
export function leakedKeyQuestions(
  cast: Cast,
  deeds: Deeds,
  truth: Pick<Truth, 'credentials' | 'indicators'>,
  since: string,
  keyAddresses: readonly string[],
): Question[] {
  const key = `useridentity.accesskeyid = '${cast.ownerKey}'`;
  const attackers = `sourceipaddress IN (${truth.indicators.sourceIPs.map((ip) => `'${ip}'`).join(', ')})`;
  const sessions = truth.credentials.filter((credential) => credential.mintedBy?.credential === cast.ownerKey && credential.id.startsWith('ASIA'));
  return [
    whoseKey(cast),
    {
      id: 'addresses',
      part: 1,
      question: 'The owner works at the office and at home. From which other addresses was the key used?',
      answer: [...keyAddresses],
      hints: ['Group the events of the key by sourceipaddress.', 'The owner’s addresses are in use for weeks; when did each one begin?'],
      sql: `SELECT sourceipaddress, min(eventtime) AS first_seen, max(eventtime) AS last_seen, count(*) AS calls\nFROM ${TABLE}\nWHERE ${key}\nGROUP BY sourceipaddress\nORDER BY first_seen`,
    },
    {
      id: 'since-when',
      part: 1,
      question: 'Since when has somebody else used the key?',
      answer: since,
      hints: ['Take the addresses that are not the owner’s.', 'Order their events by eventtime: the first row.'],
      sql: `SELECT eventtime, eventname, sourceipaddress\nFROM ${TABLE}\nWHERE ${key}\nAND ${attackers}\nORDER BY eventtime LIMIT 1`,
    },
    {
      id: 'sessions',
      part: 2,
      question: 'Which temporary keys did the attacker’s calls with it open?',
      answer: sessions.map((credential) => credential.id),
      hints: [
        'Sessions come from STS: AssumeRole, GetSessionToken, GetFederationToken.',
        'The new key is in responseelements, at $.credentials.accessKeyId.',
        'Terraform’s sessions are the owner’s: they come from the owner’s addresses.',
      ],
      sql: `SELECT eventtime, eventname, json_extract_scalar(responseelements, '$.credentials.accessKeyId') AS session\nFROM ${TABLE}\nWHERE ${key}\nAND ${attackers}\nAND eventsource = 'sts.amazonaws.com'\nAND responseelements IS NOT NULL\nORDER BY eventtime`,
    },
    {
      id: 'stopped-logging',
      part: 2,
      question: 'The attacker tried to stop the trail. Which error came back?',
      answer: 'AccessDenied',
      hints: ['The call is StopLogging.', 'A call that failed has an errorcode.'],
      sql: `SELECT eventtime, eventname, errorcode\nFROM ${TABLE}\nWHERE ${key}\nAND eventname = 'StopLogging'`,
    },
    {
      id: 'made-user',
      part: 2,
      question: 'Which user did the attacker make?',
      answer: cast.backdoor.userName,
      hints: ['It was not the key itself but one of its sessions that did it.', 'Ask for CreateUser from the attacker’s addresses.'],
      sql: `SELECT eventtime, useridentity.accesskeyid, json_extract_scalar(requestparameters, '$.userName') AS made\nFROM ${TABLE}\nWHERE eventname = 'CreateUser' AND errorcode IS NULL\nAND ${attackers}`,
    },
    {
      id: 'sleeper',
      part: 3,
      question: 'How many calls did that user’s access key make?',
      answer: '0',
      hints: [
        `The key is in the answer to CreateAccessKey for ${cast.backdoor.userName}.`,
        'No row is an answer too: such a key is a sleeper, and still works.',
      ],
      sql: `SELECT eventtime, eventname\nFROM ${TABLE}\nWHERE useridentity.accesskeyid = '${deeds.sleeper}'`,
    },
    {
      id: 'secrets',
      part: 3,
      question: 'Which secrets did the attacker read? Give their ARNs.',
      answer: [...deeds.secretsRead],
      hints: ['The call is GetSecretValue, the secret is in requestparameters.', 'Many programs read secrets: look at the attacker’s addresses.'],
      sql: `SELECT DISTINCT json_extract_scalar(requestparameters, '$.secretId') AS secret\nFROM ${TABLE}\nWHERE eventname = 'GetSecretValue'\nAND ${attackers}`,
    },
  ];
}

/** Where every investigation of a key begins. */
export const whoseKey = ({ owner, ownerKey }: Cast): Question => ({
  id: 'whose-key',
  part: 1,
  question: `Which user does the key ${ownerKey} belong to?`,
  answer: owner.userName,
  hints: ['The structure useridentity says who called.', 'useridentity.username'],
  sql: `SELECT DISTINCT useridentity.username\nFROM ${TABLE}\nWHERE useridentity.accesskeyid = '${ownerKey}'`,
});
