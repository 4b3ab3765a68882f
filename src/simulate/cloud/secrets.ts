import { type Call, read } from './call.ts';

const accountOf = (arn: string): string => arn.split(':')[4] ?? '';

/** Reads a secret by its ARN. The value is never logged. */
export const getSecretValue = (secretId: string): Call => read('secretsmanager', 'GetSecretValue', { secretId });

/** The decryption of a secret that Secrets Manager makes in the caller's name. */
export const decrypt = (keyArn: string, secretArn: string): Call => ({
  ...read('kms', 'Decrypt', {
    encryptionContext: { SecretARN: secretArn, SecretVersionId: 'EXAMPLE1-90ab-cdef-fedc-ba987EXAMPLE' },
    encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
  }),
  resources: [{ accountId: accountOf(keyArn), type: 'AWS::KMS::Key', ARN: keyArn }],
});

/** A data key for an object, asked for by a service. */
export const generateDataKey = (keyArn: string, encryptionContext: Readonly<Record<string, string>>): Call => ({
  ...read('kms', 'GenerateDataKey', { keyId: keyArn, keySpec: 'AES_256', encryptionContext }),
  resources: [{ accountId: accountOf(keyArn), type: 'AWS::KMS::Key', ARN: keyArn }],
});
