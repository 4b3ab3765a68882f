import { access } from 'node:fs/promises';
import { join } from 'node:path';

const VARIABLES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
] as const;

/** Whether this machine is set up for AWS: without, nobody is asked, for looking for credentials of an instance takes seconds. */
export async function isAwsPresent(env: Readonly<Record<string, string | undefined>>, home: string): Promise<boolean> {
  if (VARIABLES.some((name) => env[name])) return true;
  const files = [env['AWS_SHARED_CREDENTIALS_FILE'] ?? join(home, '.aws', 'credentials'), env['AWS_CONFIG_FILE'] ?? join(home, '.aws', 'config')];
  const there = await Promise.all(
    files.map((file) =>
      access(file).then(
        () => true,
        () => false,
      ),
    ),
  );
  return there.includes(true);
}
