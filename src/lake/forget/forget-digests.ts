import { rm } from 'node:fs/promises';
import { logName } from '../../trail/validation/judge-logs.ts';
import { readCatalogue } from '../catalogue.ts';
import { checkDigests } from '../check-digests.ts';
import { type DigestLedger, keepDigestLedger, readDigestLedger } from '../digest-ledger.ts';
import { lakePaths } from '../lake-paths.ts';
import type { Forgetting } from './forgetting.ts';
import type { ForgettingPlan } from './plan-forgetting.ts';

/**
 * Notes which files that digests name are going to be forgotten, before they are: that they are not there must never look like a deletion by the attacker.
 * While they still are there the note means nothing.
 */
export async function foreseeForgotten(directory: string, { dropped, sources }: ForgettingPlan): Promise<void> {
  const ledger = await readDigestLedger(directory);
  const paths = new Set(dropped.map(({ path }) => path));
  for (const { path } of sources) paths.delete(path);
  const names = new Set([...paths].map(logName));
  const places = ledger.digests.flatMap(({ path, content }) => {
    if (content.kind !== 'read') return [];
    const { digestS3Bucket, digestS3Object, logFiles } = content.content.digest;
    const logs = logFiles.filter(({ s3Object }) => names.has(logName(s3Object))).map(({ s3Bucket, s3Object }) => `${s3Bucket}/${s3Object}`);
    return paths.has(path) ? [`${digestS3Bucket}/${digestS3Object}`, ...logs] : logs;
  });
  const stay = (file: { readonly path: string }): boolean => !paths.has(file.path);
  const after: DigestLedger = {
    ...ledger,
    ...{ digests: ledger.digests.filter(stay), hashes: ledger.hashes.filter(stay) },
    forgotten: [...new Set([...ledger.forgotten, ...places])],
  };
  if (ledger.digests.length > 0) await keepDigestLedger(directory, after);
}

/** Judges once more what is left, or takes the verdict away where no digest is left. */
export async function settleDigests(directory: string, forgetting: Forgetting): Promise<void> {
  const { digests } = await readDigestLedger(directory);
  if (forgetting.kind === 'all' || digests.length === 0) {
    const { validation, digests: ledger } = lakePaths(directory);
    await rm(validation, { force: true });
    await rm(ledger, { force: true });
    return;
  }
  const catalogue = await readCatalogue(directory);
  if (catalogue !== null) await checkDigests(directory, { files: [], hashes: [], filter: 'as-before' }, catalogue, {});
}
