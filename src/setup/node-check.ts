import type { Check } from './check.ts';

/** The oldest Node that keytrail runs on; `engines` in package.json says the same. */
const OLDEST = [20, 19] as const;

/** @param version as `process.versions.node` gives it */
export const nodeCheck = (version: string): Check => ({
  name: 'node',
  run: async () => {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const isNewEnough = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
    return isNewEnough
      ? { state: 'ok', finding: `Node ${version}` }
      : { state: 'fail', finding: `Node ${version} is older than ${OLDEST.join('.')}`, next: 'Install a newer Node: https://nodejs.org/' };
  },
});
