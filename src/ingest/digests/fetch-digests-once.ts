import { parseTrailKey } from '../../trail/trail-key.ts';
import type { FoundFile, SignedBytes } from '../found-file.ts';

/** Files of which each digest that lies in S3 is fetched once, though it is read twice: to load what is found, and to check it. Then it is let go. */
export const fetchDigestsOnce = (files: readonly FoundFile[]): FoundFile[] =>
  files.map((file) => {
    const { readSigned } = file;
    if (readSigned === undefined || parseTrailKey(file.path)?.family !== 'digest') return file;
    let kept: SignedBytes | null = null;
    const read = async (): Promise<SignedBytes> => {
      const content = kept ?? (await readSigned());
      kept = kept === null ? content : null;
      return content;
    };
    return { ...file, read: async () => (await read()).bytes, readSigned: read };
  });
