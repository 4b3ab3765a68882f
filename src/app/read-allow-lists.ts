import { type AllowEntry, parseAllowList } from '../detect/allow/allow-list.ts';
import { readText } from './read-document.ts';

/**
 * Reads known-good lists, one after the other.
 *
 * @throws KeytrailError `KT_INPUT_MISSING`, `KT_INPUT_UNREADABLE`
 */
export async function readAllowLists(files: readonly string[]): Promise<readonly AllowEntry[]> {
  const lists = await Promise.all(files.map(async (file) => parseAllowList(await readText(file), file)));
  return lists.flat();
}
