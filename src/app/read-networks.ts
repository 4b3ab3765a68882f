import { createHash } from 'node:crypto';
import { locateIn, networkDatabase } from '../baseline/network-database.ts';
import type { Locate } from '../core/location.ts';
import { isAddress } from '../core/source-address.ts';
import type { Surroundings } from '../investigate/surroundings.ts';
import { readBytes } from './read-document.ts';

/**
 * Reads MaxMind databases that the user brings, and their hashes for the evidence of a case.
 *
 * @returns `locate` knows nothing of what is no address, and nothing at all without files
 * @throws KeytrailError `KT_INPUT_MISSING`, `KT_INPUT_UNREADABLE`
 */
export async function readNetworks(files: readonly string[]): Promise<{ locate: Locate; inputs: Surroundings['inputs'] }> {
  const read = await Promise.all(files.map(async (file) => ({ file, bytes: await readBytes(file) })));
  const locate = locateIn(read.map(({ file, bytes }) => networkDatabase(bytes, file)));
  return {
    locate: (address) => (isAddress(address) ? locate(address) : null),
    inputs: read.map(({ file, bytes }) => ({ file, sha256: createHash('sha256').update(bytes).digest('hex') })),
  };
}
