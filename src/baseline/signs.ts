/**
 * How much each sign speaks against the owner of a key, the same wherever keys are judged. None is proof by itself: weights are added. Source: cases
 * published by AWS's responders and by researchers; real attack logs. The last four are ordinary by themselves and only tip a scale;
 * what an intruder opened or made is nearly as suspicious as the intruder.
 */
export const weights = {
  'new-network': 2,
  'first-use-elsewhere': 2,
  'suspect-company': 6,
  'new-country': 1,
  'machine-elsewhere': 5,
  'namesake-of-machine': 3,
  'unlike-machine': 2,
  'new-agent': 2,
  'who-am-i-first': 2,
  'iam-recon': 3,
  denials: 3,
  seizing: 4,
  'attack-tool': 5,
  'new-region': 1,
  'new-services': 1,
  'unusual-hours': 1,
  'call-rate': 1,
} as const;
export type SignId = keyof typeof weights;

/** Calls that list who and what an account has. */
export const RECON: ReadonlySet<string> = new Set([
  'ListUsers',
  'ListRoles',
  'ListPolicies',
  'ListGroups',
  'ListAttachedUserPolicies',
  'ListAttachedRolePolicies',
  'ListUserPolicies',
  'ListAccessKeys',
  'GetAccountAuthorizationDetails',
  'GetAccountSummary',
  'GetAccountPasswordPolicy',
  'ListAccountAliases',
  'SimulatePrincipalPolicy',
  'GetPolicyVersion',
  'GetCredentialReport',
]);

/** Calls that gain or keep control, or blind the defenders. */
export const SEIZING: ReadonlySet<string> = new Set([
  'CreateUser',
  'CreateAccessKey',
  'CreateLoginProfile',
  'UpdateLoginProfile',
  'AttachUserPolicy',
  'PutUserPolicy',
  'AddUserToGroup',
  'UpdateAssumeRolePolicy',
  'AttachRolePolicy',
  'PutRolePolicy',
  'CreatePolicyVersion',
  'SetDefaultPolicyVersion',
  'PutGroupPolicy',
  'AttachGroupPolicy',
  'DeleteUserPermissionsBoundary',
  'DeleteRolePermissionsBoundary',
  'DeactivateMFADevice',
  'GetFederationToken',
  'StopLogging',
  'DeleteTrail',
  'PutEventSelectors',
  'DeleteDetector',
  'DeleteFlowLogs',
  'DeleteUser',
  'DeleteLoginProfile',
  'CreateServiceSpecificCredential',
  'LeaveOrganization',
  'CreateAccountAssignment',
  'AttachManagedPolicyToPermissionSet',
  'PutInlinePolicyToPermissionSet',
]);

/** Names that attack and audit tools give themselves in user agents. */
export const ATTACK_TOOLS = /\b(pacu|trufflehog|cloudfox|scoutsuite|prowler|stratus-red-team|kali|parrot|pentoo|s3 browser|cloudexplorer|weirdaal)/i;
