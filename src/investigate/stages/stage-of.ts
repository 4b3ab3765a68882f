import type { Stage } from '../../core/case.ts';
import { type CloudTrailEvent, plainEventName } from '../../core/event.ts';

/** Calls whose stage their name tells, by stage. Source: MITRE ATT&CK for IaaS and the Threat Technique Catalog for AWS. */
const CALLS: Readonly<Partial<Record<Stage, readonly string[]>>> = {
  initialAccess: ['ConsoleLogin'],
  execution: ['SendCommand', 'Invoke', 'StartBuild', 'RunTask', 'CreateStack', 'UpdateFunctionCode', 'CreateFunction', 'StartExecution'],
  persistence: [
    'CreateUser',
    'CreateRole',
    'CreateAccessKey',
    'UpdateAccessKey',
    'CreateLoginProfile',
    'UpdateLoginProfile',
    'ChangePassword',
    'CreateServiceSpecificCredential',
    'UploadSSHPublicKey',
    'UploadSigningCertificate',
    'CreateVirtualMFADevice',
    'EnableMFADevice',
    'UpdateAssumeRolePolicy',
    'CreateSAMLProvider',
    'CreateOpenIDConnectProvider',
    'CreateTrustAnchor',
    'CreateProfile',
    'AddPermission',
    'CreateFunctionUrlConfig',
    'GetFederationToken',
    'GetSessionToken',
  ],
  privilegeEscalation: [
    'AttachUserPolicy',
    'PutUserPolicy',
    'AttachRolePolicy',
    'PutRolePolicy',
    'AttachGroupPolicy',
    'PutGroupPolicy',
    'AddUserToGroup',
    'CreatePolicy',
    'CreatePolicyVersion',
    'SetDefaultPolicyVersion',
    'AddRoleToInstanceProfile',
    'CreateAccountAssignment',
    'AddMemberToGroup',
    'CreateGroupMembership',
    'CreatePermissionSet',
    'AttachManagedPolicyToPermissionSet',
    'PutInlinePolicyToPermissionSet',
    'ProvisionPermissionSet',
    'AssociateIamInstanceProfile',
    'ReplaceIamInstanceProfileAssociation',
    'PutUserPermissionsBoundary',
    'PutRolePermissionsBoundary',
    'DeleteUserPermissionsBoundary',
    'DeleteRolePermissionsBoundary',
  ],
  defenseEvasion: [
    'StopLogging',
    'DeleteTrail',
    'UpdateTrail',
    'PutEventSelectors',
    'PutInsightSelectors',
    'DeleteFlowLogs',
    'DeleteDetector',
    'UpdateDetector',
    'StopConfigurationRecorder',
    'DeleteConfigurationRecorder',
    'DeleteLogGroup',
    'DeleteLogStream',
    'DisassociateMembers',
    'LeaveOrganization',
    'DeleteResolverQueryLogConfig',
    'DisableRule',
    'PutBucketLifecycle',
    'PutBucketLogging',
  ],
  credentialAccess: [
    'GetSecretValue',
    'BatchGetSecretValue',
    'GetParameter',
    'GetParameters',
    'GetParametersByPath',
    'GetPasswordData',
    'GetSigninToken',
    'GetRoleCredentials',
  ],
  lateralMovement: [
    'AssumeRole',
    'AssumeRoleWithSAML',
    'AssumeRoleWithWebIdentity',
    'SwitchRole',
    'StartSession',
    'SendSSHPublicKey',
    'SendSerialConsoleSSHPublicKey',
  ],
  collection: ['GetObject', 'CreateSnapshot', 'CopySnapshot', 'CreateDBSnapshot', 'StartExportTask', 'CreateImage'],
  exfiltration: [
    'ModifySnapshotAttribute',
    'ModifyImageAttribute',
    'ModifyDBSnapshotAttribute',
    'PutBucketPolicy',
    'PutBucketReplication',
    'PutBucketAcl',
    'SharePortfolio',
  ],
  impact: [
    'RunInstances',
    'RequestSpotInstances',
    'InvokeModel',
    'Converse',
    'SendEmail',
    'Publish',
    'StopInstances',
    'DeactivateMFADevice',
    'PutBucketEncryption',
  ],
};

const byName = new Map(Object.entries(CALLS).flatMap(([stage, names]) => names.map((name) => [name, stage as Stage] as const)));

/** The stage of an attack to which a call belongs; null for calls that say nothing of it. Reads are discovery, deletions impact. */
export function stageOf(event: CloudTrailEvent): Stage | null {
  const name = plainEventName(event.eventName);
  const known = byName.get(name);
  if (known !== undefined) return known;
  if (/^(Get|List|Describe|Lookup|Search|Simulate|BatchGet|Query|Scan|Head|View)/.test(name)) return 'discovery';
  if (/^(Delete|Terminate|Remove|Detach|Purge|Deregister)/.test(name)) return 'impact';
  return null;
}
