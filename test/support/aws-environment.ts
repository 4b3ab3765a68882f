import { vi } from 'vitest';

/** Simulated credentials, and nothing that the machine or its owner has. Undone by `vi.unstubAllEnvs()`. */
export function stubAwsEnvironment(): void {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIAAAAAAAAEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
}
