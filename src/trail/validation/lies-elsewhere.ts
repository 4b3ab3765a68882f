import { logName } from './judge-logs.ts';

/**
 * Whether a file lies elsewhere than a digest says. Of an object in S3 everything counts; a copy on disk may have lost the bucket, the prefix and the
 * compression, and, alone in a folder, everything but its name.
 */
export function liesElsewhere(file: string, bucket: string, key: string): boolean {
  if (file.startsWith('s3://')) return file !== `s3://${bucket}/${key}`;
  const path = file.replaceAll('\\', '/');
  if (!path.includes('AWSLogs/')) return logName(path) !== logName(key);
  return !unpacked(`/${path}`).endsWith(unpacked(`/${key.slice(Math.max(0, key.indexOf('AWSLogs/')))}`));
}

const unpacked = (path: string): string => path.replace(/\.gz$/, '');
