import { closeSync, openSync, readSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import { isGzip } from './inflate.ts';

const HEAD_BYTES = 4096;
/** JSON, after the time that CloudWatch Logs puts before an event in its exports. */
const BEGINNING = /^(\ufeff|ï»¿|ÿþ|þÿ)?\s*(\d{4}-\d\d-\d\dT[\d:.]+Z\s+)?[{[]/;
/** Members of every record; within a wrapper the quotes around them may be escaped. */
const MEMBERS = /eventVersion|eventID/;

/**
 * Whether a file whose name tells nothing begins as logs do: `ct-export.log`, `000000.gz`, `cloudtrail_dump`. Only its first 4 KiB are looked at.
 *
 * @throws the error of the operating system when it cannot be read
 */
export function beginsAsLog(path: string): boolean {
  const bytes = headOf(path);
  const head = (isGzip(bytes) ? inflatedHead(bytes) : bytes).toString('latin1').replaceAll('\0', '');
  return BEGINNING.test(head) && MEMBERS.test(head);
}

function headOf(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    return head.subarray(0, readSync(file, head, 0, HEAD_BYTES, 0));
  } finally {
    closeSync(file);
  }
}

/** What the first bytes of gzip data inflate to; nothing when they are damaged. */
function inflatedHead(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return Buffer.alloc(0);
  }
}
