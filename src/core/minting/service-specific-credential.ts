import { userCredential } from './user-credential.ts';

/** User name and password, or API key, for one service: CodeCommit, Keyspaces, Bedrock. Source: IAM API reference, ServiceSpecificCredential. */
const specific = (name: string) =>
  userCredential({
    name,
    kind: 'service-specific-credential',
    described: 'responseElements.serviceSpecificCredential',
    id: 'serviceSpecificCredentialId',
    expiration: 'expirationDate',
  });

export const createServiceSpecificCredential = specific('CreateServiceSpecificCredential');
/** A new password under the old id. */
export const resetServiceSpecificCredential = specific('ResetServiceSpecificCredential');
