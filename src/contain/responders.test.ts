import { describe, expect, test } from 'vitest';
import { quarantinePolicy } from './deny-policy.ts';
import { exemptionsFor } from './responders.ts';

const patterns = (responder: string): readonly string[] => exemptionsFor([responder], [], '111122223333').patterns;

describe('exemptionsFor', () => {
  test('takes users and roles as they are, in any account', () => {
    expect(patterns('arn:aws:iam::111122223333:user/ops/ann')).toEqual(['arn:aws:iam::111122223333:user/ops/ann']);
    expect(patterns('arn:aws:iam::*:role/IR')).toEqual(['arn:aws:iam::*:role/IR']);
  });

  // aws:PrincipalArn of a session is the role's ARN with its path, which the session's own ARN does not hold.
  test("takes a session for its role, whatever the role's path", () => {
    expect(patterns('arn:aws:sts::111122223333:assumed-role/IR/ann')).toEqual([
      'arn:aws:iam::111122223333:role/IR',
      'arn:aws:iam::111122223333:role/*/IR',
    ]);
  });

  test.each(['ann', 'arn:aws:iam::111122223333:root', 'arn:aws:iam::*:role/*', 'arn:aws:iam::11112222:role/IR', 'arn:aws:s3:::bucket'])(
    'refuses %s',
    (arn) => {
      expect(() => exemptionsFor([arn], [], '111122223333')).toThrow(`The responder "${arn}" is not`);
    },
  );

  const deploy = { kind: 'role', name: 'Deploy', arn: 'arn:aws:iam::111122223333:role/ci/Deploy', partition: 'aws' } as const;

  test.each(['arn:aws:iam::111122223333:role/ci/Deploy', 'arn:aws:iam::*:role/Deploy', 'arn:aws:sts::111122223333:assumed-role/Deploy/ann'])(
    'does not spare the tainted: %s',
    (responder) => {
      expect(exemptionsFor([responder], [deploy], '111122223333')).toEqual({ patterns: [], refused: [responder] });
    },
  );

  test.each(['arn:aws:iam::444455556666:role/Deploy', 'arn:aws:iam::111122223333:user/Deploy'])('knows %s for another one', (responder) => {
    expect(exemptionsFor([responder], [deploy], '111122223333')).toEqual({ patterns: [responder], refused: [] });
  });
});

// IAM quotas: 2,048 characters for all inline policies of a user.
test('so many responders that IAM would refuse the policy are refused here', () => {
  const role = (index: number): string => `arn:aws:iam::111122223333:role/${'r'.repeat(30)}${index}`;
  expect(quarantinePolicy(Array.from({ length: 20 }, (_, index) => role(index))).length).toBeLessThanOrEqual(2048);
  expect(() => quarantinePolicy(Array.from({ length: 40 }, (_, index) => role(index)))).toThrow("a user's policies may have 2048");
});
