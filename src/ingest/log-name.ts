const LOG_NAME = /\.(json|jsonl|ndjson)(\.gz)?$/i;

/** Whether a path or an S3 key ends as logs do: what is found and not named by the user is read only then. */
export const hasLogName = (path: string): boolean => LOG_NAME.test(path);
