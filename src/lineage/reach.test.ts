import { expect, test } from 'vitest';
import { ACCOUNT, call, key, role, user } from '../../test/support/events.ts';
import { tracedKey } from '../../test/support/traced.ts';
import { reachOf } from './reach.ts';

test('the accounts of principals and calls, the names of principals, of their keys and of those whom calls changed', () => {
  const elsewhere = { ...call(key(1), 'DeleteUser', { request: { userName: 'otto' } }), recipientAccountId: '444455556666' };
  const { accounts, names } = reachOf([tracedKey(key(1), user('team/nina'), [elsewhere]), tracedKey('login-profile:nina', user('nina'), [])]);
  expect(accounts.toSorted()).toEqual([ACCOUNT, '444455556666']);
  expect(names.toSorted()).toEqual([key(1), 'nina', 'otto'].toSorted());
});

test('sessions are named by no call that ends them', () => {
  expect(reachOf([tracedKey('ASIAIAAAIAAA2EXAMPLE', role('build'), [])]).names).toEqual(['build']);
});

test('a credential of which no account is known may be of any', () => {
  expect(reachOf([tracedKey(key(1), user('nina'), []), tracedKey(key(2), null, [])]).accounts).toEqual([]);
});
