import { expect, test } from 'vitest';
import { call, key } from '../../../test/support/events.ts';
import { weakenedLogging } from './weakens-logging.ts';

const does = (name: string, trailName: string) =>
  call(key(0), name, { source: 'cloudtrail.amazonaws.com', request: name === 'CreateTrail' ? { name: trailName } : { trailName } });

test('what is done to a trail of the account’s own is told from what is done to one that was made for it', () => {
  const [made, theirs, own] = [does('CreateTrail', 'practice'), does('StopLogging', 'company'), does('DeleteTrail', 'practice')];
  expect(weakenedLogging([made, theirs, own])).toEqual({ ofAccount: [theirs], ofOwn: [own] });
  // Who deletes a trail and makes another under its name has blinded the account.
  expect(weakenedLogging([own, made]).ofAccount).toEqual([own]);
});
