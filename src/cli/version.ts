import { readFileSync } from 'node:fs';

/** The version of the installed package. Its package.json is two levels up from here, in src as in dist. */
export function installedVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  return version;
}
