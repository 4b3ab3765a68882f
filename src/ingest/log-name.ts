/** As CloudTrail and people name them; as CloudWatch Logs numbers the files of an export. */
const LOG_NAME = /\.(json|jsonl|ndjson)(\.gz)?$|(^|\/)\d{6}\.gz$/i;

/** Whether a path or an S3 key ends as logs do: what is found and not named by the user is read only then. */
export const hasLogName = (path: string): boolean => LOG_NAME.test(path);
