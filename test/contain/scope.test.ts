import { describe, expect, test } from 'vitest';
import { ACCOUNT, call, caseOf, credential, deed, escalation, mint, principal, resource, role, user } from './case-fixture.ts';
import { changes, plan } from './planning.ts';
import { ADMIN_POLICY, SEED, SLEEPER } from './workshop-case.ts';

describe('what is left out', () => {
  test('a deleted key, and a deleted user', () => {
    const document = caseOf({
      credentials: [credential(SEED, user('dev'), { state: 'deleted' }), credential(SLEEPER, user('gone'))],
      principals: [principal(user('gone'), { createdBy: deed(SEED, 'e1'), deletedBy: deed(SEED, 'e2', '2026-01-07T02:31:00Z') })],
    });
    expect(changes(document)).toEqual(['2 PutUserPolicy dev', '2 PutUserPermissionsBoundary dev']);
    expect(plan(document).notCovered).toEqual([]);
  });

  test('not a user that was deleted and made again under its name', () => {
    const document = caseOf({
      credentials: [credential(SEED, user('phoenix'))],
      principals: [principal(user('phoenix'), { deletedBy: deed(SEED, 'e1'), createdBy: deed(SEED, 'e2', '2026-01-07T02:31:00Z') })],
    });
    expect(changes(document, { level: 'quarantine' })).toContain('2 PutUserPolicy phoenix');
  });

  test('a principal that the lineage only changed, with its records', () => {
    const document = caseOf({ principals: [principal(user('bystander'), { changedBy: [deed(SEED, 'e1'), deed(SEED, 'e2')] })] });
    expect(plan(document)).toMatchObject({
      steps: [],
      notCovered: [`${user('bystander')} was changed by the lineage (event e1, event e2): compare it with these records.`],
    });
  });

  test.each(['owner', 'responder'] as const)('what the %s made or escalated', (actor) => {
    const document = caseOf({
      credentials: [credential(SEED, user('dev'))],
      principals: [principal(user('colleague'), { createdBy: deed(SEED, 'e1') })],
      edges: [escalation(SEED, user('colleague'), 'AttachUserPolicy', 'e2')],
      timeline: [call('e1', 'CreateUser', { actor }), call('e2', 'AttachUserPolicy', { actor })],
    });
    expect(JSON.stringify(plan(document).steps)).not.toContain('colleague');
  });

  test("the deletion of a user who may be the owner's work", () => {
    const document = caseOf({
      credentials: [credential(SEED, user('dev'))],
      principals: [principal(user('whose'), { createdBy: deed(SEED, 'e1') })],
      timeline: [call('e1', 'CreateUser', { actor: 'unknown' })],
    });
    expect(changes(document)).toContain('2 PutUserPolicy whose');
    expect(changes(document).filter((text) => text.includes('DeleteUser '))).toEqual([]);
    expect(plan(document).notCovered).toEqual([`${user('whose')} is not deleted: the case is not certain that the attacker made it (event e1).`]);
  });

  test.each([
    ['root', `arn:aws:iam::${ACCOUNT}:root`, 'bound by no policy'],
    ['a service-linked role', role('aws-service-role/es.amazonaws.com/AWSServiceRoleForX'), 'service-linked'],
    ['a role of Identity Center', role('aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef'), 'IAM Identity Center'],
    ['a session of such a role', `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/me`, 'IAM Identity Center'],
    ['another account', 'arn:aws:iam::444455556666:role/Deploy', 'another account'],
    ['an owner that is not known', null, 'does not know whose'],
  ])('%s, with what to do instead', (_, arn, reason) => {
    expect(plan(caseOf({ credentials: [credential(SEED, arn)] }))).toMatchObject({ steps: [], notCovered: [expect.stringContaining(reason)] });
  });

  test('not a role that only bears the name of a service-linked one', () => {
    const document = caseOf({ credentials: [credential('ASIAIAAAAAAADEXAMPLE', role('AWSServiceRoleForBackdoor'), { kind: 'role-session' })] });
    expect(changes(document)).toEqual(['2 PutRolePolicy AWSServiceRoleForBackdoor']);
  });
});

describe('hostile text', () => {
  test.each(['x;reboot', "a'b", '$(id)', 'a b', 'é', 'x'.repeat(65), '\u202eevil', 'a\nb', ''])('a user by the name %j gets no call', (name) => {
    const made = plan(caseOf({ credentials: [credential(SEED, user(name))] }));
    expect(made.steps).toEqual([]);
    expect(made.notCovered).toHaveLength(1);
    expect(made.notCovered[0]).toMatch(/^[\x20-\x7e]{1,600}$/);
  });

  test.each(['-rf', '@file', '=x', 'a+b=c,d.e@f-g_h'])('IAM allows the name %j, and the line of the CLI holds it as a value', (name) => {
    const deny = plan(caseOf({ credentials: [credential(SEED, user(name))] })).steps.find((step) => step.operation === 'GetUser');
    expect(deny?.cli).toBe(`aws iam get-user --user-name=${name}`);
  });

  test('an id that is none is named, and no call is made with it', () => {
    const made = plan(caseOf({ credentials: [credential('unknown:e-cut', user('dev'))] }), { level: 'quarantine' });
    expect(made.notCovered).toEqual([expect.stringContaining('unknown:e-cut of user dev has no id')]);
    expect(made.steps.filter((step) => step.operation === 'UpdateAccessKey')).toEqual([]);
  });
});

describe('beyond keys', () => {
  test('a console password that the attacker set is deleted at the level contain, after the deny, for good', () => {
    const profile = credential('login-profile:dev', user('dev'), { kind: 'login-profile', mintedBy: mint(SEED, 'CreateLoginProfile', 'e-login') });
    const document = caseOf({ credentials: [credential(SEED, user('dev')), profile] });
    expect(changes(document, { level: 'quarantine' }).join()).not.toContain('DeleteLoginProfile');
    const step = plan(document, { level: 'contain' }).steps.at(-1);
    expect(step).toMatchObject({ operation: 'DeleteLoginProfile', burst: 4, input: { UserName: 'dev' }, inverse: 'irreversible' });
  });

  test('other credentials of a user are switched off under their own names', () => {
    const id = 'ACCAIAAAAAAAAEXAMPLE';
    const document = caseOf({ credentials: [credential(id, user('dev'), { kind: 'service-specific-credential' })] });
    const step = plan(document).steps.find((candidate) => candidate.operation === 'UpdateServiceSpecificCredential');
    expect(step?.input).toEqual({ UserName: 'dev', ServiceSpecificCredentialId: id, Status: 'Inactive' });
  });

  test('a role that the attacker made is denied whole, bounded, and in the end deleted', () => {
    const document = caseOf({
      credentials: [credential(SEED, user('dev'), { state: 'deleted' })],
      principals: [principal(role('Backdoor'), { createdBy: deed(SEED, 'e1') })],
      timeline: [call('e1', 'CreateRole')],
    });
    expect(changes(document).filter((text) => text.endsWith('Backdoor'))).toEqual([
      '2 PutRolePolicy Backdoor',
      '2 PutRolePermissionsBoundary Backdoor',
      '5 DeleteRolePolicy Backdoor',
      '6 DeleteRole Backdoor',
    ]);
    expect(JSON.stringify(plan(document).steps)).not.toContain('TokenIssueTime');
  });

  test('a role whose trust policy the lineage rewrote is denied whole, since it can be assumed again, and never deleted', () => {
    const document = caseOf({ edges: [escalation(SEED, role('Deploy'), 'UpdateAssumeRolePolicy', 'e1')] });
    expect(changes(document)).toEqual(['2 PutRolePolicy Deploy', '2 PutRolePermissionsBoundary Deploy']);
    const [deny] = plan(document, { level: 'quarantine' }).steps.filter((step) => step.operation === 'PutRolePolicy');
    expect(deny?.input['PolicyName']).toBe('KeytrailQuarantine');
    expect(deny?.input['PolicyDocument']).not.toContain('TokenIssueTime');
    expect(deny?.breaks).toHaveLength(1);
  });

  test('a trail that the lineage stopped is started again in its region; what cannot be set right is named', () => {
    const trail = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/main`;
    const stop = { eventSource: 'cloudtrail.amazonaws.com', awsRegion: 'eu-west-1' };
    const document = caseOf({
      timeline: [
        call('e1', 'StopLogging', stop),
        call('e2', 'StopLogging', { ...stop, errorCode: 'AccessDenied' }),
        call('e3', 'DeleteTrail', stop),
        call('e4', 'StopLogging', { ...stop, actor: 'owner' }),
      ],
      resources: [resource('e1', 'main', trail), resource('e2', 'other'), resource('e3', 'old'), resource('e4', 'mine')],
    });
    const made = plan(document);
    expect(made.steps.map((step) => step.cli)).toEqual([`aws cloudtrail start-logging --name=${trail} --region=eu-west-1`]);
    expect(made.notCovered).toEqual([expect.stringContaining('DeleteTrail (event e3')]);
  });

  test.each(['a b', 'x; reboot', 'arn:aws:cloudtrail:eu-west-1:444455556666:trail/theirs'])('a trail by the name %j gets no call', (name) => {
    const document = caseOf({
      timeline: [call('e1', 'StopLogging', { eventSource: 'cloudtrail.amazonaws.com' })],
      resources: [resource('e1', name)],
    });
    expect(plan(document)).toMatchObject({ steps: [], notCovered: [expect.stringContaining('StopLogging (event e1')] });
  });

  test('only what was attached is detached, not the boundary that was taken away', () => {
    const document = caseOf({
      credentials: [credential(SEED, user('dev'))],
      edges: [escalation(SEED, user('dev'), 'DeleteUserPermissionsBoundary', 'e1')],
      resources: [resource('e1', 'Boundary', ADMIN_POLICY)],
    });
    expect(changes(document).filter((text) => text.includes('Detach'))).toEqual([]);
  });

  test('rights whose extent the case does not tell are named', () => {
    const document = caseOf({ credentials: [credential(SEED, user('dev'))], edges: [escalation(SEED, user('dev'), 'AddUserToGroup', 'e1')] });
    expect(plan(document).notCovered).toEqual([expect.stringMatching(/AddUserToGroup \(event e1\) gave to user dev .* show\.$/)]);
    const made = caseOf({
      credentials: [credential(SEED, user('dev'), { state: 'deleted' })],
      principals: [principal(user('made'), { createdBy: deed(SEED, 'e2') })],
      edges: [escalation(SEED, user('made'), 'PutUserPolicy', 'e3')],
      timeline: [call('e2', 'CreateUser')],
    });
    // Source: IAM API Reference, DeleteUser: DeleteConflict while policies are there.
    expect(plan(made).notCovered).toEqual([expect.stringContaining('before the deletion, which is refused until then')]);
  });

  test('in China the boundary is the policy of that partition', () => {
    const document = caseOf({ credentials: [credential(SEED, `arn:aws-cn:iam::${ACCOUNT}:user/dev`)] });
    const step = plan(document).steps.find((candidate) => candidate.operation === 'PutUserPermissionsBoundary');
    expect(step?.input['PermissionsBoundary']).toBe('arn:aws-cn:iam::aws:policy/AWSDenyAll');
  });
});
