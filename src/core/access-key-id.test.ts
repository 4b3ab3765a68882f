import { describe, expect, test } from 'vitest';
import { accountOfId, parseAccessKeyId } from './access-key-id.ts';

describe('accountOfId', () => {
  // Ids published with their account, or seen in records of that account.
  test.each([
    ['AKIAU7JNXC7K7XNL3F6J', '342082656213'],
    ['AKIASZSTLCAWF4CPBKMF', '192374575148'],
    ['ASIAY34FZKBOKMUTVV7A', '609629065308'],
    ['ASIATFQR7NSCS5BLNV76', '218007301253'],
    ['ASIAQNZGKIQY56JQ7WML', '029608264753'],
    ['AROATFQR7NSCWWVLB7BES', '218007301253'],
    ['AKIARTX3GSDSQEXAMPLE', '111122223333'],
  ])('reads the account of %s', (id, account) => {
    expect(accountOfId(id)).toBe(account);
  });

  test.each(['AKIAIOSFODNN7EXAMPLE', 'ASIAJIL4ANW2S4PU3YJA', 'AKIATFQR7NSC8Q4X20BJ', 'AKIA', ''])('finds none in %j', (id) => {
    expect(accountOfId(id)).toBeNull();
  });
});

describe('parseAccessKeyId', () => {
  test('accepts ids of anonymised logs, which are not base32', () => {
    expect(parseAccessKeyId(' AKIATFQR7NSC8Q4X20BJ\n')).toBe('AKIATFQR7NSC8Q4X20BJ');
  });

  test.each([
    ['AKIA123', 'It has 7 characters of 20.'],
    ['nope', 'It does not begin with AKIA or ASIA.'],
    ['AKIAiosfodnn7example', 'It holds characters other than capitals and digits.'],
  ])('names what is wrong with %s', (text, reason) => {
    expect(() => parseAccessKeyId(text)).toThrow(`"${text}" is not an access key id. ${reason}`);
  });
});
