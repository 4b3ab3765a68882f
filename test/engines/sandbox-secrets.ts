import type { Attack, Outcome } from './sandbox-attacks.ts';

const session = `(SELECT responseelements FROM T WHERE eventid = 'e-1')`;
const token = `(SELECT json_extract_scalar(responseelements, '$.credentials.sessionToken') FROM T WHERE eventid = 'e-1')`;
const one = (value: unknown): Outcome => ({ rows: [[value]] });

/** The text of the record's member, as it lies in the lake. */
const MASKED = '{"credentials":{"accessKeyId":"ASIAIAAAAAAAAEXAMPLE","sessionToken":"***"}}';

/** Ways to a secret around its mask. The mask is in the lake: what is not there cannot come back. Hashes and codes are of three asterisks, made by coreutils. */
export const unmasking: readonly Attack[] = [
  ['the member', `SELECT ${token}`, one('***')],
  ['the text', `SELECT ${session}`, one(MASKED)],
  ['a part of the text', `SELECT substr(${session}, 70, 3)`, one('***')],
  ['letter by letter', `SELECT substr(${token}, 1, 1) || substr(${token}, 2, 1) || substr(${token}, 3, 1)`, one('***')],
  ['its length', `SELECT length(${token})`, one(3)],
  ['backwards', `SELECT reverse(${session})`, one([...MASKED].reverse().join(''))],
  ['split', `SELECT split(${session}, '"')[10]`, one('***')],
  ['a part of a split', `SELECT split_part(${session}, 'sessionToken":"', 2)`, one('***"}}')],
  ['in base64', `SELECT to_base64(to_utf8(${token}))`, one('Kioq')],
  ['in hex', `SELECT to_hex(to_utf8(${token}))`, one('2A2A2A')],
  ['as a hash', `SELECT to_hex(md5(to_utf8(${token})))`, one('8A7AB20EC0AB3262CE329C7DCB399A4E')],
  ['as bytes', `SELECT to_utf8(${token})`, one('2a 2a 2a')],
  ['replaced', `SELECT replace(${token}, '*', 'x')`, one('xxx')],
  ['translated', `SELECT translate(${token}, '*', 'y')`, one('yyy')],
  ['by a regular expression', `SELECT regexp_extract(${session}, 'sessionToken":"([^"]*)', 1)`, one('***')],
  ['all by a regular expression', `SELECT regexp_extract_all(${session}, 'Token":"[^"]+')`, one(['Token":"***'])],
  ['as JSON', `SELECT json_format(json_extract(${session}, '$.credentials.sessionToken'))`, one('"***"')],
  ['as a map', `SELECT CAST(json_extract(${session}, '$.credentials') AS map(varchar, varchar))['sessionToken']`, one('***')],
  ['as a code', `SELECT codepoint(substr(${token}, 1, 1))`, one(42)],
  ['collected', `SELECT array_join(array_agg(json_extract_scalar(responseelements, '$.credentials.sessionToken')), '') FROM T`, one('***')],
  ['by comparison', `SELECT count(*) FROM T WHERE responseelements LIKE '%SECRETMARK%' OR requestparameters LIKE '%SECRETMARK%'`, one(0)],
  ['by its place', `SELECT strpos(${session}, 'SECRET')`, one(0)],
  ['by order', `SELECT max(json_extract_scalar(responseelements, '$.credentials.sessionToken')) FROM T`, one('***')],
  ['by an error', `SELECT CAST(${token} AS integer)`, ['FAILED', /cast|convert/i]],
  ['in other letters', `SELECT json_extract_scalar(requestparameters, '$.SecretString') FROM T WHERE eventid = 'e-3'`, one('***')],
  ['in a list', `SELECT json_extract_scalar(requestparameters, '$.items[0].password') FROM T WHERE eventid = 'e-3'`, one('***')],
  ['of another type', `SELECT json_format(json_extract(requestparameters, '$.items[1].clientSecret')) FROM T WHERE eventid = 'e-3'`, one('"***"')],
];
