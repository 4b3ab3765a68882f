import { describe, expect, test } from 'vitest';
import { leakedKeyCase } from '../../../test/report/leaked-key-case.ts';
import { responseSentence, spokenDuration } from './response-words.ts';

test.each([
  [0, '0 s'],
  [59, '59 s'],
  [60, '1 min'],
  [7380, '2 h 3 min'],
  [20_802, '5 h 46 min'],
  [86_400, '1 d'],
  [90_061, '1 d 1 h'],
])('%i seconds are %s', (seconds, words) => {
  expect(spokenDuration(seconds)).toBe(words);
});

describe('the sentence on the response', () => {
  const { response } = leakedKeyCase;

  test('says that nothing contains the attack where the logs show nothing', () => {
    expect(responseSentence(leakedKeyCase)).toBe(
      "Somebody reacted 5 h 46 min after the attacker's first call; these logs show nothing that contained the attack.",
    );
  });

  test('counts what the attacker did after the first containment', () => {
    const firstContainment = { eventTime: '2026-01-07T02:40:00Z', eventId: 'x', eventName: 'UpdateAccessKey', principal: null, target: null };
    // DeleteUser at 02:40:12 and StopLogging at 02:41:07 come later.
    expect(responseSentence({ ...leakedKeyCase, response: { ...response, firstContainment, secondsToContain: 882 } })).toContain(
      'the first containment came after 14 min 42 s, and 2 calls of the attacker came after that.',
    );
  });

  test('is left out where there was nothing to react to', () => {
    expect(responseSentence({ ...leakedKeyCase, response: { ...response, firstAttackerCall: null } })).toBeNull();
  });
});
