import { describe, expect, test } from 'vitest';
import type { PlanOptions } from '../../src/contain/plan.ts';
import { containmentLevels, planSchema } from '../../src/contain/plan-schema.ts';
import { summariseStep } from '../../src/contain/summarise-step.ts';
import type { Case } from '../../src/core/case.ts';
import { ACCOUNT, caseOf, credential, mint, role, user } from './case-fixture.ts';
import { changes, NOW, plan, RESPONDER } from './planning.ts';
import { ADMIN_POLICY, SEED, SLEEPER, USED, workshopCase } from './workshop-case.ts';

describe('the workshop', () => {
  // By hand from the order of IAM's documentation: policies on every user, then keys, then what DeleteUser needs gone, then the users.
  const quarantine = [
    '2 PutUserPolicy tdir-workshop-sysdev',
    '2 PutUserPolicy tdir-workshop-mmajor-dev',
    '2 PutUserPolicy tdir-workshop-nwolf-dev',
    '2 PutUserPermissionsBoundary tdir-workshop-sysdev',
    '2 PutUserPermissionsBoundary tdir-workshop-mmajor-dev',
    '2 PutUserPermissionsBoundary tdir-workshop-nwolf-dev',
    `3 UpdateAccessKey tdir-workshop-sysdev ${SEED}`,
    `3 UpdateAccessKey tdir-workshop-mmajor-dev ${SLEEPER}`,
    `3 UpdateAccessKey tdir-workshop-nwolf-dev ${USED}`,
  ];
  const eradicate = [
    `5 DeleteAccessKey tdir-workshop-sysdev ${SEED}`,
    `5 DeleteAccessKey tdir-workshop-mmajor-dev ${SLEEPER}`,
    `5 DeleteAccessKey tdir-workshop-nwolf-dev ${USED}`,
    '5 DetachUserPolicy tdir-workshop-sysdev',
    '5 DeleteUserPolicy tdir-workshop-mmajor-dev',
    '5 DeleteUserPolicy tdir-workshop-nwolf-dev',
    '6 DeleteUser tdir-workshop-mmajor-dev',
    '6 DeleteUser tdir-workshop-nwolf-dev',
  ];

  test('is quarantined by nine calls in two bursts', () => {
    expect(changes(workshopCase, { level: 'quarantine' })).toEqual(quarantine);
  });

  test('has nothing more to contain: no console, no trail was touched', () => {
    expect(changes(workshopCase, { level: 'contain' })).toEqual(quarantine);
  });

  test("is eradicated without deleting the leaked key's rightful user", () => {
    expect(changes(workshopCase)).toEqual([...quarantine, ...eradicate]);
  });

  test('reads before it writes', () => {
    const levels = plan(workshopCase).steps.map((step) => containmentLevels.indexOf(step.level));
    expect(levels).toEqual(levels.toSorted((a, b) => a - b));
    expect(plan(workshopCase).steps.filter((step) => step.level === 'evidence')).toHaveLength(3 * 11);
  });

  test('holds one SDK call a step, and its inverse', () => {
    const deactivation = plan(workshopCase).steps.find((step) => step.target.id === SLEEPER && step.level === 'quarantine');
    expect(deactivation).toMatchObject({
      service: 'iam',
      operation: 'UpdateAccessKey',
      input: { UserName: 'tdir-workshop-mmajor-dev', AccessKeyId: SLEEPER, Status: 'Inactive' },
      inverse: { operation: 'UpdateAccessKey', input: { UserName: 'tdir-workshop-mmajor-dev', AccessKeyId: SLEEPER, Status: 'Active' } },
      cli: `aws iam update-access-key --user-name=tdir-workshop-mmajor-dev --access-key-id=${SLEEPER} --status=Inactive`,
      breaks: [],
    });
    expect(deactivation?.why).toContain('event e-key-mmajor');
  });

  test('can take back everything but deletions', () => {
    const final = plan(workshopCase).steps.filter((step) => step.inverse === 'irreversible');
    expect([...new Set(final.map((step) => step.operation))]).toEqual(['DeleteAccessKey', 'DeleteUser']);
  });

  test('says what the owner of the leaked key loses, and that the users of the attacker lose nothing', () => {
    const denies = plan(workshopCase).steps.filter((step) => step.operation === 'PutUserPolicy');
    expect(denies.map((step) => step.breaks.length)).toEqual([1, 0, 0]);
  });

  test('does not bring back the user that was deleted, and says so', () => {
    expect(plan(workshopCase).notCovered).toEqual([
      `${user('tdir-workshop-rroe-dev')} was deleted by the lineage (event e-delete): no step brings it back.`,
    ]);
  });

  test('reads well on one line a step', () => {
    const lines = plan(workshopCase).steps.map(summariseStep);
    expect(lines).toContain('2 quarantine PutUserPolicy user tdir-workshop-sysdev');
    expect(lines).toContain(`3 quarantine UpdateAccessKey access-key ${SLEEPER} of tdir-workshop-mmajor-dev`);
    expect(lines.at(-1)).toBe('6 eradicate DeleteUser user tdir-workshop-nwolf-dev, cannot be undone');
  });

  test('has a schema, ids of its own for every step, and is the same each time', () => {
    const made = plan(workshopCase);
    expect(planSchema.parse(structuredClone(made))).toEqual(made);
    expect(new Set(made.steps.map((step) => step.id)).size).toBe(made.steps.length);
    expect(plan(workshopCase)).toEqual(made);
  });

  test('takes the attached policy off, and can put it back', () => {
    const input = { UserName: 'tdir-workshop-sysdev', PolicyArn: ADMIN_POLICY };
    const detach = plan(workshopCase).steps.find((step) => step.operation === 'DetachUserPolicy');
    expect(detach).toMatchObject({ input, inverse: { operation: 'AttachUserPolicy', input } });
  });
});

describe('policies', () => {
  const policyOf = (rest: Partial<PlanOptions>): unknown => {
    const step = plan(workshopCase, rest).steps.find((candidate) => candidate.operation === 'PutUserPolicy');
    expect(step?.input['PolicyName']).toBe('KeytrailQuarantine');
    return JSON.parse(String(step?.input['PolicyDocument']));
  };

  test('deny everything but to responders', () => {
    expect(policyOf({})).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Sid: 'KeytrailQuarantine', Effect: 'Deny', Action: '*', Resource: '*', Condition: { ArnNotLike: { 'aws:PrincipalArn': [RESPONDER] } } },
      ],
    });
  });

  test('deny everything to everybody when nobody is exempt, with a warning', () => {
    expect(policyOf({ responders: [] })).toEqual({
      Version: '2012-10-17',
      Statement: [{ Sid: 'KeytrailQuarantine', Effect: 'Deny', Action: '*', Resource: '*' }],
    });
    expect(plan(workshopCase, { responders: [] }).warnings.map((warning) => warning.pitfall)).toContain('no-responder');
    expect(plan(workshopCase).warnings.map((warning) => warning.pitfall)).not.toContain('no-responder');
  });

  test("exempt no responder who is denied: the exemption would be the attacker's", () => {
    const made = plan(workshopCase, { responders: [user('tdir-workshop-sysdev')], level: 'quarantine' });
    expect(made.warnings.map((warning) => warning.pitfall)).toEqual(expect.arrayContaining(['no-responder', 'responder-tainted']));
    expect(JSON.stringify(made.steps)).not.toContain('ArnNotLike');
  });
});

describe('sessions that outlive the key', () => {
  const session = 'ASIAIAAAAAAADEXAMPLE';
  const assumed = caseOf({
    credentials: [
      credential(SEED, user('dev'), { state: 'inactive' }),
      credential(session, role('Deploy'), { kind: 'role-session', depth: 1, mintedBy: mint(SEED, 'AssumeRole', 'e-assume') }),
    ],
  });

  test('of a role are ended by a policy on the role, for sessions issued before now', () => {
    const step = plan(assumed, { level: 'quarantine' }).steps.find((candidate) => candidate.operation === 'PutRolePolicy');
    expect(step).toMatchObject({ burst: 2, input: { RoleName: 'Deploy' }, inverse: { operation: 'DeleteRolePolicy' } });
    expect(step?.why).toContain(session);
    expect(step?.breaks).toHaveLength(1);
    const [statement] = JSON.parse(String(step?.input['PolicyDocument'])).Statement;
    expect(statement).toMatchObject({ Effect: 'Deny', Action: '*', Resource: '*', Condition: { DateLessThan: { 'aws:TokenIssueTime': NOW } } });
  });

  test('leave a key alone that is inactive already, until it is deleted', () => {
    expect(changes(assumed)).toEqual([
      '2 PutUserPolicy dev',
      '2 PutUserPermissionsBoundary dev',
      '2 PutRolePolicy Deploy',
      `5 DeleteAccessKey dev ${SEED}`,
    ]);
  });

  test('of GetFederationToken are ended by the deny on the user that opened them', () => {
    const federated = credential(session, `arn:aws:sts::${ACCOUNT}:federated-user/x`, {
      kind: 'federation-token',
      mintedBy: mint(SEED, 'GetFederationToken', 'e-federate'),
    });
    const deny = plan(caseOf({ credentials: [credential(SEED, user('dev')), federated] })).steps.find((step) => step.operation === 'PutUserPolicy');
    expect(deny?.input['UserName']).toBe('dev');
    expect(deny?.why).toContain(`federation-token ${session}`);
  });

  test('of GetSessionToken count for the user that opened them where the case does not say whose they are; keys do not', () => {
    const seed = credential(SEED, user('dev'));
    const minted = mint(SEED, 'any', 'e1');
    const token = credential(session, null, { kind: 'session-token', mintedBy: minted });
    expect(plan(caseOf({ credentials: [seed, token] })).notCovered).toEqual([]);
    // A key is as a rule minted for somebody else.
    const key = credential(SLEEPER, null, { mintedBy: minted });
    expect(plan(caseOf({ credentials: [seed, key] })).notCovered).toEqual([expect.stringContaining(`whose permissions access-key ${SLEEPER} has`)]);
  });

  test('without a known owner are named as not covered', () => {
    const orphan = credential(session, `arn:aws:sts::${ACCOUNT}:federated-user/x`, { kind: 'federation-token' });
    expect(plan(caseOf({ credentials: [orphan] }))).toMatchObject({ steps: [], notCovered: [expect.stringContaining(session)] });
  });
});

describe('warnings', () => {
  const pitfalls = (document: Case, rest: Partial<PlanOptions> = {}): string[] => plan(document, rest).warnings.map((warning) => warning.pitfall);

  test('tell when the case ends long before the plan', () => {
    expect(pitfalls(workshopCase, { now: '2026-01-07T03:13:00Z' })).not.toContain('stale-case');
    expect(pitfalls(workshopCase, { now: '2026-01-07T03:14:00Z' })).toContain('stale-case');
  });

  test('tell when the case shows no compromise, and when logs are missing', () => {
    const document = caseOf({ compromise: null, coverage: { ...workshopCase.coverage, gaps: [{ from: NOW, to: NOW, why: 'test' }] } });
    expect(pitfalls(document)).toEqual(expect.arrayContaining(['no-compromise-shown', 'incomplete-evidence']));
    expect(pitfalls(workshopCase)).not.toEqual(expect.arrayContaining(['no-compromise-shown']));
  });

  test('tell to wait before deleting, at that level alone', () => {
    expect(pitfalls(workshopCase)).toContain('deletion-too-early');
    expect(pitfalls(workshopCase, { level: 'contain' })).not.toContain('deletion-too-early');
  });
});

test('a case without an account is refused', () => {
  const nowhere = caseOf({ identity: { type: 'IAMUser', userName: null, arn: null, accountId: null, principalId: null } });
  expect(() => plan({ ...nowhere, subject: { ...nowhere.subject, accountId: null } })).toThrow('does not say in which account it lies');
});
