import { expect, test } from 'vitest';
import type { SqlValue } from '../engine/sql-engine.ts';
import { withoutSecrets } from './without-secrets.ts';

/** What comes back when an engine answers one value under a name. */
async function shown(value: SqlValue, name = '_col0'): Promise<unknown> {
  const table = { columns: [{ name, type: 'varchar' }], rows: [[value]], warnings: [] };
  const engine = withoutSecrets({ name: 'trino', query: async () => table, close: async () => {} });
  return (await engine.query('SELECT 1')).rows[0]?.[0];
}

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const TOKEN = `IQoJb3JpZ2luX2VjE${'Aa0'.repeat(60)}`;

test.each<[what: string, value: SqlValue, expected: SqlValue]>([
  ['a member of JSON', `{"accessKey":{"accessKeyId":"AKIA","secretAccessKey":"x"}}`, `{"accessKey":{"accessKeyId":"AKIA","secretAccessKey":"***"}}`],
  ['a name written with escapes', String.raw`{"session\u0054oken":"x"}`, String.raw`{"session\u0054oken":"***"}`],
  ['a member of a row', { credentials: { sessiontoken: 'x', arn: 'a' } }, { credentials: { sessiontoken: '***', arn: 'a' } }],
  ['a row as Athena writes it', '{accesskeyid=AKIA, secretaccesskey=x}', '{accesskeyid=AKIA, secretaccesskey=***}'],
  ['JSON that was cut', '{"secretAccessKey":"abc', '{"secretAccessKey":***'],
  ['a secret key by itself', SECRET, '***'],
  ['a session token in a list', [TOKEN, 'a'], ['***', 'a']],
  ['a hash in hexadecimal, which is no secret', 'da39a3ee5e6b4b0d3255bfef95601890afd80709', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
  ['a name of forty letters, which is none', 'a'.repeat(40), 'a'.repeat(40)],
  ['numbers', 7, 7],
])('%s', async (_, value, expected) => {
  expect(await shown(value)).toEqual(expected);
});

test('a column of a secret’s name', async () => {
  expect(await shown('hunter2', 'newPassword')).toBe('***');
  expect(await shown(null, 'newPassword')).toBeNull();
});
