import { type CloudTrailEvent, plainEventName, succeeded } from './event.ts';

/** Calls that give access which no AWS access key shows: to machines, clusters, registries, clouds of others. Source: service API references. */
const calls: Readonly<Record<string, readonly string[]>> = {
  'ec2.amazonaws.com': ['CreateKeyPair', 'ImportKeyPair', 'GetPasswordData'],
  'lightsail.amazonaws.com': ['CreateKeyPair', 'DownloadDefaultKeyPair', 'GetInstanceAccessDetails', 'GetRelationalDatabaseMasterUserPassword'],
  'ecr.amazonaws.com': ['GetAuthorizationToken'],
  'codeartifact.amazonaws.com': ['GetAuthorizationToken'],
  'redshift.amazonaws.com': ['GetClusterCredentials', 'GetClusterCredentialsWithIAM'],
  'redshift-serverless.amazonaws.com': ['GetCredentials'],
  'apigateway.amazonaws.com': ['CreateApiKey'],
  'appsync.amazonaws.com': ['CreateApiKey'],
  'eks.amazonaws.com': ['CreateAccessEntry', 'AssociateAccessPolicy', 'CreatePodIdentityAssociation'],
  'lambda.amazonaws.com': ['AddPermission', 'CreateFunctionUrlConfig'],
  'sagemaker.amazonaws.com': ['CreatePresignedNotebookInstanceUrl', 'CreatePresignedDomainUrl'],
  'sts.amazonaws.com': ['GetWebIdentityToken'],
  'cognito-identity.amazonaws.com': ['GetOpenIdToken', 'GetOpenIdTokenForDeveloperIdentity'],
  'cognito-idp.amazonaws.com': ['GetTokensFromRefreshToken', 'AdminCreateUser', 'AdminSetUserPassword', 'CreateUserPoolClient'],
};

/** Whether a successful call gave access whose use other logs than CloudTrail's hold, if any. */
export const givesOtherAccess = (event: CloudTrailEvent): boolean =>
  succeeded(event) && calls[event.eventSource]?.includes(plainEventName(event.eventName)) === true;
