import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountOfId } from './access-key-id.ts';
import { pseudonyms, redactTexts } from './pseudonyms.ts';

const redact = pseudonyms(Buffer.alloc(32, 7));
const other = pseudonyms(Buffer.alloc(32, 8));
const KEY = 'AKIAIAAAAAAAAEXAMPLE';
const ACCOUNT = '111122223333';
const ADDRESS = '203.0.113.77';

describe('a pseudonym', () => {
  test.each([
    ['of a key', KEY, /^AKIARED0[A-Z2-7]{12}$/],
    ['of a session key', 'ASIAIAAAAAAADEXAMPLE', /^ASIARED0[A-Z2-7]{12}$/],
    ['of a user’s unique id', 'AIDAIAAAAAAAAEXAMPLE1', /^AIDARED0[A-Z2-7]{13}$/],
    ['of an account', ACCOUNT, /^0000\d{8}$/],
    ['of an account as the console writes it', '1111-2222-3333', /^0000-\d{4}-\d{4}$/],
    ['of an address', ADDRESS, /^2(4\d|5[0-4])(\.\d{1,3}){3}$/],
    ['of an address of the sixth generation', '2001:db8::77', /^100::[0-9a-f:]+$/],
  ])('%s keeps its form', (_, text, form) => {
    expect(redact(text)).toMatch(form);
    expect(redact(text)).toBe(redact(text));
    expect(redact(text)).not.toBe(other(text));
    expect(redact(redact(text))).toBe(redact(text));
  });

  test('tells no account', () => {
    // ASIAQ is of the new generation: its id holds an account.
    expect(accountOfId('ASIAQ3EGXZZZABCDEFGH')).not.toBeNull();
    expect(accountOfId(redact('ASIAQ3EGXZZZABCDEFGH'))).toBeNull();
  });

  test('is the same for an account in each of its spellings, and for an address in each', () => {
    expect(redact('1111-2222-3333').replaceAll('-', '')).toBe(redact(ACCOUNT));
    expect(redact('2001:0DB8:0:0:0:0:0:77')).toBe(redact('2001:db8::77'));
    expect(redact('::ffff:203.0.113.77')).toBe(redact('::ffff:cb00:714d'));
    expect(redact('ip-203-0-113-77.ec2.internal')).toBe(`ip-${redact(ADDRESS).replaceAll('.', '-')}.ec2.internal`);
  });

  test('of an address is an address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        expect(isIP(redact(address))).toBe(isIP(address));
      }),
    );
  });
});

test.each([
  [`arn:aws:iam::${ACCOUNT}:user/nwolf`, ACCOUNT],
  [`{"accessKeyId":"${KEY}"}`, KEY],
  [`"{\\n${KEY}\\n}"`, KEY],
  [`https://s3.amazonaws.com/?X-Amz-Credential=${KEY}%2F20260107`, KEY],
  [`${ACCOUNT}_CloudTrail_us-east-1_20260107T0225Z_x.json.gz`, ACCOUNT],
  [`cloudtrail-logs-${ACCOUNT}-us-east-1`, ACCOUNT],
  [`https://${ACCOUNT}.signin.aws.amazon.com/console`, ACCOUNT],
  [`from ${ADDRESS}.`, ADDRESS],
  [`${ADDRESS}/24`, ADDRESS],
  [`http://${ADDRESS}:8080/`, ADDRESS],
  ['[2001:db8::77]:443', '2001:db8::77'],
  ['from 2001:db8::77, twice', '2001:db8::77'],
])('within %s it is replaced', (text, hidden) => {
  expect(redact(text)).not.toContain(hidden);
  expect(redact(text)).toBe(text.replaceAll(hidden, redact(hidden)));
});

test.each([
  '3038ebd2-c98a-4c65-9b6e-e22506292313',
  '00000000-0000-4000-8000-000000000001',
  '2026-01-07T02:25:18Z',
  '2026-01-07 02:25:18.000 UTC',
  '1767752718000',
  'arn:aws:iam::aws:policy/AdministratorAccess',
  'arn:aws:s3:::bucket/key',
  'aws-cli/2.15.30 Python/3.11.8',
  'sha256:9f2c5f5b2f3d9a3f0f4f7c0d2f6c0b1d6a7e8f90112233445566778899aabbcc',
  '0.0.0.0/0',
  '::/0',
  '127.0.0.1',
  'AWS Internal',
  'AKIA',
])('%s stays as it is', (text) => {
  expect(redact(text)).toBe(text);
});

test('the id of a finding, which is made of names and addresses, is not left to be tried out', () => {
  expect(redact('0a1b2c3d4e5f6071')).toMatch(/^[0-9a-f]{16}$/);
  expect(redact('0a1b2c3d4e5f6071')).not.toBe('0a1b2c3d4e5f6071');
});

test('whatever stands around an id, it does not stay', () => {
  const around = fc.string({ unit: fc.constantFrom(' ', 'a', 'z', '-', '/', ':', '"', '\\', '\n', '%', '_', '.', 'é'), maxLength: 8 });
  fc.assert(
    fc.property(around, around, (before, after) => {
      expect(redact(`${before}${KEY}${after}`)).not.toContain(KEY);
      expect(redact(`${before}${ACCOUNT}${after}`)).not.toContain(ACCOUNT);
    }),
  );
});

test('in a document every text and every name of a member is redacted, and nothing else changes', () => {
  const document = { [ACCOUNT]: [{ id: KEY, calls: 111122223333, none: null, yes: true }], big: 12n };
  expect(redactTexts(document, redact)).toEqual({
    [redact(ACCOUNT)]: [{ id: redact(KEY), calls: 111122223333, none: null, yes: true }],
    big: 12n,
  });
});
