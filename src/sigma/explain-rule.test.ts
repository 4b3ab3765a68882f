import fc from 'fast-check';
import { expect, test } from 'vitest';
import { events, rules } from '../../test/sigma/generated-rules.ts';
import { compileRule } from './compile-rules.ts';
import { explainRule } from './explain-rule.ts';
import { matches } from './match.ts';

const ruleOf = (detection: object) => compileRule(JSON.stringify({ title: 'T', id: 'r', detection }), 'r.yml');
const keyMade = ruleOf({
  made: { eventName: ['CreateAccessKey', 'CreateUser'], errorCode: null },
  own: { 'userIdentity.userName|fieldref': 'requestParameters.userName' },
  places: [{ awsRegion: 'us-east-1' }, { 'sourceIPAddress|cidr': '203.0.113.0/24', 'userAgent|contains': 'boto' }],
  condition: 'made and places and not own',
});
const record = {
  eventName: 'CreateAccessKey',
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.7',
  userAgent: 'aws-cli/2.15',
  userIdentity: { userName: 'mia' },
  requestParameters: { userName: 'nina' },
};

test('a match is explained by each condition that holds, with what the record has', () => {
  expect(explainRule(keyMade, record)).toEqual({
    matches: true,
    missing: 0,
    checks: [
      { field: 'eventName', asked: 'createaccesskey or createuser', found: 'CreateAccessKey' },
      { field: 'errorCode', asked: 'absent', found: null },
      { field: 'awsRegion', asked: 'us-east-1', found: 'us-east-1' },
      { field: 'userIdentity.userName', asked: 'not requestParameters.userName', found: 'mia' },
    ],
  });
});

test('a rule that does not match names what fails, and how little would do', () => {
  const other = { ...record, awsRegion: 'eu-west-1', errorCode: 'AccessDenied' };
  expect(explainRule(keyMade, other)).toEqual({
    matches: false,
    // The error, and of the places the one condition of the region, or the one of the agent.
    missing: 2,
    checks: [
      { field: 'errorCode', asked: 'absent', found: 'AccessDenied' },
      { field: 'awsRegion', asked: 'us-east-1', found: 'eu-west-1' },
      { field: 'userAgent', asked: '*boto*', found: 'aws-cli/2.15' },
    ],
  });
});

test('secrets and control characters of a record are not shown', () => {
  const rule = ruleOf({ s: { 'requestParameters.password|contains': 'x', userAgent: '*' }, condition: 's' });
  const { checks } = explainRule(rule, { requestParameters: { password: 'xyzzy' }, userAgent: 'a\u001b[2J' });
  expect(checks.map(({ found }) => found)).toEqual(['***', '"a\\u001b[2J"']);
});

test('nothing is missing exactly when the rule matches, and what is missing is among the checks', () => {
  fc.assert(
    fc.property(rules, events, (text, records) => {
      const rule = compileRule(text, 'r.yml');
      for (const one of records) {
        const { matches: isMatch, missing, checks } = explainRule(rule, one);
        expect(isMatch).toBe(matches(rule, one));
        expect(missing === 0).toBe(isMatch);
        if (!isMatch) expect(checks.length).toBeGreaterThan(0);
      }
    }),
  );
});
