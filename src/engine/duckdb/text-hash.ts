/** FNV-1a in 32 bits. Source: draft-eastlake-fnv. Two texts with one hash only mean that a row group is read in vain. */
export function textHash(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash >>> 0;
}
