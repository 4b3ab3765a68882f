/** What stands in place of a secret in every output. */
export const MASK = '***';

/** Members that hold secrets, in the spelling of the services. */
export const secretMembers: readonly string[] = [
  'sessionToken',
  'secretAccessKey',
  'secretKey',
  'password',
  'newPassword',
  'oldPassword',
  'masterUserPassword',
  'passwordData',
  'serviceApiKeyValue',
  'servicePassword',
  'serviceCredentialSecret',
  'clientSecret',
  'privateKey',
  'keyMaterial',
  'base32StringSeed',
  'qRCodePNG',
  'secretString',
  'secretBinary',
  'authorizationToken',
  'accessToken',
  'refreshToken',
  'idToken',
  'webIdentityToken',
  'sAMLAssertion',
  'signinToken',
  'authToken',
  'apiKeyValue',
  'stringSeed',
  'tokenValue',
];

const SECRET_MEMBERS = new Set(secretMembers.map((name) => name.toLowerCase()));

/** Whether a member of this name, anywhere in a record, holds a secret. Letter case does not count: services differ. */
export const isSecretMember = (name: string): boolean => SECRET_MEMBERS.has(name.toLowerCase());
