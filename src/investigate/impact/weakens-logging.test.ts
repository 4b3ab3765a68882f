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

test('flow logs that were made for it are known by the id in the answer', () => {
  const ec2 = (name: string, more: Parameters<typeof call>[2]) => call(key(0), name, { source: 'ec2.amazonaws.com', ...more });
  const made = ec2('CreateFlowLogs', { answer: { CreateFlowLogsResponse: { flowLogIdSet: { item: 'fl-0abc' } } } });
  const own = ec2('DeleteFlowLogs', { request: { DeleteFlowLogsRequest: { FlowLogId: { tag: 1, content: 'fl-0abc' } } } });
  const theirs = ec2('DeleteFlowLogs', { request: { DeleteFlowLogsRequest: { FlowLogId: { tag: 1, content: 'fl-0def' } } } });
  expect(weakenedLogging([made, own, theirs])).toEqual({ ofAccount: [theirs], ofOwn: [own] });
});
