import { describe, expect, test } from 'vitest';
import { delegations } from '../../src/core/delegation/index.ts';
import { type CloudTrailEvent, plainEventName, type UserIdentity } from '../../src/core/event.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { ACCOUNT, call, key, role, session } from '../support/events.ts';
import { storyOf } from './story.ts';

const INSTANCE = 'i-0123456789abcdef0';
const CAUSED = '2026-01-07T02:10:00Z';
const OPENED = '2026-01-07T02:10:20Z';
const SAML = `arn:aws:iam::${ACCOUNT}:saml-provider/corp`;
const OIDC = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.evil.example`;
const ANCHOR = `arn:aws:rolesanywhere:us-east-1:${ACCOUNT}:trust-anchor/0b8d3b6c`;
const PROFILE = `arn:aws:rolesanywhere:us-east-1:${ACCOUNT}:profile/4f1a2c3d`;

const does = (service: string, name: string, request: JsonObject, answer?: JsonObject): CloudTrailEvent =>
  call(key(0), name, { source: `${service}.amazonaws.com`, request, at: CAUSED, ...(answer === undefined ? {} : { answer }) });

/** A session of role `app` that somebody without a key opens. */
const opens = (identity: UserIdentity, request: JsonObject = {}, name = 'AssumeRole', at = OPENED): CloudTrailEvent =>
  call(identity, name, {
    source: 'sts.amazonaws.com',
    at,
    request: { roleArn: role('app'), roleSessionName: 'task-1', ...request },
    answer: { credentials: { accessKeyId: session(1), expiration: 'Jan 7, 2026, 8:10:20 AM' } },
  });
const service = (name: string): UserIdentity => ({ type: 'AWSService', invokedBy: `${name}.amazonaws.com` });
const account = (accountId: string): UserIdentity => ({ type: 'AWSAccount', accountId, principalId: 'AIDAFOREIGN' });
const onInstance = (at = OPENED): CloudTrailEvent => opens(service('ec2'), { roleSessionName: INSTANCE }, 'AssumeRole', at);
const throughSaml = opens({ type: 'SAMLUser', userName: 'x' }, { principalArn: SAML }, 'AssumeRoleWithSAML');
const throughOidc = opens({ type: 'WebIdentityUser', identityProvider: OIDC }, {}, 'AssumeRoleWithWebIdentity');
const byCertificate: CloudTrailEvent = {
  ...call({ type: 'AWSAccount', accountId: ACCOUNT }, 'CreateSession', {
    source: 'rolesanywhere.amazonaws.com',
    at: OPENED,
    request: { roleArn: role('app'), trustAnchorArn: ANCHOR, profileArn: PROFILE, durationSeconds: 3600 },
    answer: { credentialSet: [{ roleArn: role('app'), credentials: { accessKeyId: session(1) } }] },
  }),
};
const trusting = (principal: JsonObject): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] });

interface Golden {
  readonly cause: CloudTrailEvent;
  readonly opening: CloudTrailEvent;
  readonly certainty?: 'strong';
}

const cases: readonly Golden[] = [
  {
    cause: does('ec2', 'RunInstances', { iamInstanceProfile: { name: 'app' } }, { instancesSet: { items: [{ instanceId: INSTANCE }] } }),
    opening: onInstance(),
  },
  {
    cause: does('ec2', 'AssociateIamInstanceProfile', {
      AssociateIamInstanceProfileRequest: { InstanceId: INSTANCE, IamInstanceProfile: { Name: 'app' } },
    }),
    opening: onInstance(),
  },
  {
    cause: does(
      'ec2',
      'ReplaceIamInstanceProfileAssociation',
      { ReplaceIamInstanceProfileAssociationRequest: { AssociationId: 'iip-assoc-1', IamInstanceProfile: { Name: 'app' } } },
      { ReplaceIamInstanceProfileAssociationResponse: { iamInstanceProfileAssociation: { instanceId: INSTANCE, state: 'associating' } } },
    ),
    opening: onInstance(),
  },
  // Whoever gets on an instance finds the credentials that it took hours ago.
  { cause: does('ssm', 'StartSession', { target: INSTANCE }, { sessionId: 'seed-0a1b' }), opening: onInstance('2026-01-06T22:00:00Z') },
  { cause: does('ssm', 'SendCommand', { documentName: 'AWS-RunShellScript', instanceIds: [INSTANCE] }), opening: onInstance() },
  {
    cause: does('ssm', 'SendCommand', { documentName: 'AWS-RunShellScript', targets: [{ key: 'InstanceIds', values: [INSTANCE] }] }),
    opening: onInstance(),
  },
  {
    cause: does('ec2', 'ModifyInstanceAttribute', { instanceId: INSTANCE, userData: '<sensitiveDataRemoved>' }),
    opening: onInstance('2026-01-07T05:00:00Z'),
  },
  {
    cause: does('ec2-instance-connect', 'SendSSHPublicKey', { instanceId: INSTANCE, instanceOSUser: 'ec2-user', sSHPublicKey: 'ssh-ed25519 AAAA' }),
    opening: onInstance('2026-01-07T01:00:00Z'),
  },
  {
    cause: does('lambda', 'CreateFunction20150331', { functionName: 'report', role: role('app') }),
    opening: opens(service('lambda'), { roleSessionName: 'awslambda_12_20260107021020000' }),
  },
  {
    cause: does('lambda', 'UpdateFunctionConfiguration20150331v2', { functionName: 'report', role: role('app') }),
    opening: opens(service('lambda'), { roleSessionName: 'report' }),
  },
  {
    cause: does('lambda', 'UpdateFunctionCode20150331v2', { functionName: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:report` }),
    opening: opens(service('lambda'), { roleSessionName: 'report' }),
  },
  ...(['CreateEventSourceMapping20150331', 'AddPermission20150331v2', 'CreateFunctionUrlConfig'] as const).map(
    (name): Golden => ({
      cause: does('lambda', name, { functionName: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:report:live` }),
      opening: opens(service('lambda'), { roleSessionName: 'report' }),
    }),
  ),
  { cause: does('glue', 'CreateJob', { name: 'etl', role: 'app', command: { name: 'pythonshell' } }), opening: opens(service('glue')) },
  {
    cause: does('ecs', 'RegisterTaskDefinition', { family: 'web', taskRoleArn: role('app'), containerDefinitions: [{ name: 'web' }] }),
    opening: opens(service('ecs-tasks')),
  },
  { cause: does('batch', 'RegisterJobDefinition', { containerProperties: { jobRoleArn: role('app') } }), opening: opens(service('ecs-tasks')) },
  { cause: does('eks', 'CreateNodegroup', { nodegroupName: 'n', nodeRole: role('app') }), opening: onInstance() },
  { cause: does('pipes', 'CreatePipe', { name: 'p', roleArn: role('app') }), opening: opens(service('pipes')) },
  { cause: does('emr-serverless', 'StartJobRun', { executionRoleArn: role('app') }), opening: opens(service('ops.emr-serverless')) },
  { cause: does('codebuild', 'CreateProject', { name: 'build', serviceRole: role('app') }), opening: opens(service('codebuild')) },
  { cause: does('codepipeline', 'CreatePipeline', { pipeline: { roleArn: role('app') } }), opening: opens(service('codepipeline')) },
  { cause: does('codedeploy', 'CreateDeploymentGroup', { serviceRoleArn: role('app') }), opening: opens(service('codedeploy')) },
  {
    cause: does('cloudformation', 'CreateStack', { stackName: 's', roleARN: role('app') }),
    opening: opens(service('cloudformation'), { roleSessionName: 'AWSCloudFormation' }),
  },
  { cause: does('sagemaker', 'CreateNotebookInstance', { notebookInstanceName: 'n', roleArn: role('app') }), opening: opens(service('sagemaker')) },
  { cause: does('states', 'CreateStateMachine', { name: 'm', roleArn: role('app') }), opening: opens(service('states')) },
  {
    cause: does('datapipeline', 'PutPipelineDefinition', { pipelineObjects: [{ role: role('app') }] }),
    opening: opens(service('elasticmapreduce')),
  },
  { cause: does('elasticmapreduce', 'RunJobFlow', { serviceRole: role('app') }), opening: opens(service('elasticmapreduce')) },
  { cause: does('airflow', 'CreateEnvironment', { executionRoleArn: role('app') }), opening: opens(service('airflow-env')) },
  { cause: does('elasticbeanstalk', 'CreateEnvironment', { operationsRole: role('app') }), opening: opens(service('elasticbeanstalk')) },
  {
    cause: does('ssm', 'StartAutomationExecution', { documentName: 'AWS-CreateImage', parameters: { AutomationAssumeRole: [role('app')] } }),
    opening: opens(service('ssm')),
  },
  { cause: does('scheduler', 'CreateSchedule', { target: { roleArn: role('app') } }), opening: opens(service('scheduler')) },
  { cause: does('events', 'PutTargets', { rule: 'r', targets: [{ id: '1', roleArn: role('app') }] }), opening: opens(service('events')) },
  {
    cause: does('apprunner', 'CreateService', { instanceConfiguration: { instanceRoleArn: role('app') } }),
    opening: opens(service('tasks.apprunner')),
  },
  { cause: does('bedrock', 'CreateAgent', { agentName: 'a', agentResourceRoleArn: role('app') }), opening: opens(service('bedrock')) },
  {
    cause: does('bedrock-agentcore', 'CreateCodeInterpreter', { name: 'c', executionRoleArn: role('app') }),
    opening: opens(service('bedrock-agentcore')),
  },
  { cause: does('iot', 'CreateTopicRule', { topicRulePayload: { actions: [{ s3: { roleArn: role('app') } }] } }), opening: opens(service('iot')) },
  {
    cause: does('iam', 'UpdateAssumeRolePolicy', {
      roleName: 'app',
      policyDocument: trusting({ AWS: ['arn:aws:iam::444455556666:root'] }),
    }),
    opening: opens(account('444455556666')),
  },
  {
    cause: does('iam', 'CreateRole', { roleName: 'app' }, { role: { arn: role('app'), roleName: 'app', roleId: 'AROAAPP' } }),
    opening: opens(account('444455556666')),
  },
  {
    cause: does('iam', 'AddRoleToInstanceProfile', { instanceProfileName: 'p', roleName: 'app' }),
    opening: onInstance(),
  },
  { cause: does('iam', 'CreateSAMLProvider', { name: 'corp' }, { sAMLProviderArn: SAML }), opening: throughSaml, certainty: 'strong' },
  { cause: does('iam', 'UpdateSAMLProvider', { sAMLProviderArn: SAML }), opening: throughSaml },
  {
    cause: does('iam', 'CreateOpenIDConnectProvider', { url: 'https://token.evil.example' }, { openIDConnectProviderArn: OIDC }),
    opening: throughOidc,
    certainty: 'strong',
  },
  {
    cause: does('iam', 'UpdateOpenIDConnectProviderThumbprint', { openIDConnectProviderArn: OIDC, thumbprintList: ['x'] }),
    opening: throughOidc,
  },
  { cause: does('iam', 'AddClientIDToOpenIDConnectProvider', { openIDConnectProviderArn: OIDC, clientID: 'x' }), opening: throughOidc },
  {
    cause: does('rolesanywhere', 'CreateTrustAnchor', { name: 'ca' }, { trustAnchor: { trustAnchorArn: ANCHOR } }),
    opening: byCertificate,
    certainty: 'strong',
  },
  { cause: does('rolesanywhere', 'UpdateTrustAnchor', { name: 'ca' }, { trustAnchor: { trustAnchorArn: ANCHOR } }), opening: byCertificate },
  {
    cause: does('rolesanywhere', 'CreateProfile', { roleArns: [role('app')] }, { profile: { profileArn: PROFILE } }),
    opening: byCertificate,
    certainty: 'strong',
  },
  { cause: does('rolesanywhere', 'UpdateProfile', { roleArns: [role('app')] }, { profile: { profileArn: PROFILE } }), opening: byCertificate },
  ...(['identitystore', 'sso-directory'] as const).map(
    (source): Golden => ({
      cause: does(source, 'CreateUser', { userName: 'mallory' }, { user: { userId: '9067-1234' } }),
      opening: opens(
        { type: 'SAMLUser' },
        {
          roleArn: `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef`,
          roleSessionName: 'mallory',
        },
        'AssumeRoleWithSAML',
      ),
      certainty: 'strong',
    }),
  ),
];

const nameOf = ({ eventSource, eventName }: CloudTrailEvent): string => `${eventSource} ${plainEventName(eventName)}`;
const linked = async (cause: CloudTrailEvent, opening: CloudTrailEvent): Promise<readonly string[]> =>
  (await storyOf([cause, opening])).edges.filter((edge) => edge.includes(session(1)));

describe('a session that others open because of a call', () => {
  test.each(cases.map((golden) => ({ ...golden, way: nameOf(golden.cause) })))(
    'hangs on it: $way',
    async ({ cause, opening, certainty = 'indirect' }) => {
      expect(await linked(cause, opening)).toEqual([`${key(0)} assumed ${session(1)} by ${opening.eventName}, ${certainty}`]);
    },
  );

  test.each(cases.map((golden) => ({ ...golden, way: nameOf(golden.cause) })))('does not when the call failed: $way', async ({ cause, opening }) => {
    expect(await linked({ ...cause, errorCode: 'AccessDenied' }, opening)).toEqual([]);
  });

  test('every kind of delegation has a golden case', () => {
    const told = new Set(cases.map(({ cause }) => nameOf(cause)));
    const missing = delegations.filter(({ source, names }) => !names.some((name) => told.has(`${source} ${name}`)));
    expect(missing.map(({ source, names }) => `${source} ${names[0]}`)).toEqual([]);
  });

  test('does not when it was opened hours before the role was given', async () => {
    const launch = does('ec2', 'RunInstances', {}, { instancesSet: { items: [{ instanceId: INSTANCE }] } });
    expect(await linked(launch, onInstance('2026-01-07T02:09:59Z'))).toHaveLength(1);
    expect(await linked(launch, onInstance('2026-01-07T01:00:00Z'))).toEqual([]);
  });

  test('does not when another service opens it, or another account than the one that was let in', async () => {
    expect(await linked(does('glue', 'CreateJob', { role: 'app' }), opens(service('lambda')))).toEqual([]);
    const letIn = does('iam', 'UpdateAssumeRolePolicy', { roleName: 'app', policyDocument: trusting({ AWS: '444455556666' }) });
    expect(await linked(letIn, opens(account('444455556666')))).toHaveLength(1);
    expect(await linked(letIn, opens(account('777788889999')))).toEqual([]);
  });

  test('is no surer for being known by its use alone', async () => {
    const changed = does('lambda', 'UpdateFunctionCode20150331v2', { functionName: 'report' });
    const cut = { ...opens(service('lambda'), { roleSessionName: 'report' }), responseElements: null };
    const use = call(
      {
        type: 'AssumedRole',
        arn: `arn:aws:sts::${ACCOUNT}:assumed-role/app/report`,
        accountId: ACCOUNT,
        accessKeyId: session(1),
        sessionContext: { attributes: { creationDate: OPENED } },
      },
      'ListBuckets',
      { source: 's3.amazonaws.com', at: '2026-01-07T02:11:00Z' },
    );
    expect(await linked(changed, cut)).toEqual([]);
    expect((await storyOf([changed, cut, use])).edges).toEqual([`${key(0)} assumed ${session(1)} by AssumeRole, indirect`]);
  });

  test('of the same name in another account is another session', async () => {
    const elsewhere = { ...onInstance(), recipientAccountId: '444455556666' };
    expect(await linked(does('ssm', 'StartSession', { target: INSTANCE }), elsewhere)).toEqual([]);
  });

  test('of a role that the owner made anew under the name is the owner’s', async () => {
    const made = does('iam', 'CreateRole', { roleName: 'app' }, { role: { arn: role('app'), roleId: 'AROAFIRST' } });
    const opening = opens(service('ec2'));
    const ofRole = (roleId: string): CloudTrailEvent => ({
      ...opening,
      responseElements: { ...opening.responseElements, assumedRoleUser: { assumedRoleId: `${roleId}:task-1` } },
    });
    expect(await linked(made, ofRole('AROAFIRST'))).toHaveLength(1);
    expect(await linked(made, ofRole('AROASECOND'))).toEqual([]);
  });
});
