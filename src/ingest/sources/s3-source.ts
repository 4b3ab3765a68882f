import { KeytrailError } from '../../core/errors.ts';
import { shellWord } from '../../core/shell-word.ts';
import type { Findings } from '../findings.ts';
import { FileUnreadable, type SignedBytes } from '../found-file.ts';
import { hasLogName } from '../log-name.ts';
import type { ObjectStore, StoredObject } from '../object-store.ts';
import { type BucketPrefix, listBucket } from './list-bucket.ts';
import type { LogSource } from './log-source.ts';

const FORM = /^s3:\/\/([^/]+)(?:\/(.*))?$/s;
/** When the first of them are all denied, the rest is not asked for. */
const DENIALS = 20;

/** `s3://BUCKET/PREFIX`: the objects whose keys begin with the prefix. One whose key is named itself is taken whatever its name. */
export const s3Source: LogSource = {
  recognises: (argument) => /^s3:/i.test(argument),
  find: async (argument, findings, { objectStore, signal }) => {
    const [, bucket, prefix = ''] = FORM.exec(argument) ?? [];
    if (bucket === undefined) throw new KeytrailError('KT_USAGE', `"${argument}" is no place in S3.`, { hint: 'Write it like s3://BUCKET/PREFIX.' });
    if (objectStore === undefined) {
      const hint = `Copy them first: aws s3 sync ${shellWord(argument)} DIR`;
      throw new KeytrailError('KT_INPUT_UNREADABLE', `this command does not read from S3, and "${argument}" lies there.`, { hint });
    }
    const store = await objectStore();
    await findObjects({ bucket, prefix }, findings, store, signal);
  },
};

async function findObjects(place: BucketPrefix, findings: Findings, store: ObjectStore, signal: AbortSignal | undefined): Promise<void> {
  const objects = await listBucket(place, findings, store, signal);
  const read = readerOf(place.bucket, store);
  for (const object of objects.sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const path = `s3://${place.bucket}/${object.key}`;
    if (!hasLogName(object.key) && object.key !== place.prefix) findings.addOther(path);
    else
      findings.add({
        path,
        size: object.size,
        mtimeMs: object.modifiedMs,
        version: object.etag,
        ...{ read: async () => (await read(object)).bytes, readSigned: () => read(object) },
      });
  }
}

/** Reads objects of a bucket. One that is denied is set aside and the rest goes on; when all are, that is no matter of one object. */
function readerOf(bucket: string, store: ObjectStore): (object: StoredObject) => Promise<SignedBytes> {
  let denials = 0;
  let hasReadOne = false;
  return async (object) => {
    const reading = await store.read(bucket, object);
    if (reading.kind === 'bytes') {
      hasReadOne = true;
      return { bytes: reading.bytes, signature: reading.metadata?.['signature'] ?? null };
    }
    if (reading.denied) denials += 1;
    if (denials < DENIALS || hasReadOne) throw new FileUnreadable(reading.why);
    throw new KeytrailError('KT_REMOTE_REFUSED', `none of the first ${DENIALS} objects of s3://${bucket} can be read: ${reading.why}.`, {
      hint: 'Allow s3:GetObject (and kms:Decrypt where the bucket is encrypted with a key of its own), or name another --profile.',
    });
  };
}
