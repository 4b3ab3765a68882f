/** As CloudTrail and people name them; as CloudWatch Logs numbers the files of an export. What cannot be read has such names, too, and is set aside by its reason. */
const LOG_NAME = /\.(json|jsonl|ndjson)(\.(gz|bz2|xz|zst|lz4))?$|\.(7z|rar)$|(^|\/)\d{6}\.gz$|(^|\/)event_history[^/]*\.csv$/i;

/** Whether a path or an S3 key ends as logs do: what is found and not named by the user is read only then. */
export const hasLogName = (path: string): boolean => LOG_NAME.test(path);
