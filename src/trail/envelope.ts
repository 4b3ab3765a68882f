/** The text of a log file: CloudTrail's wrapper around records that are JSON already. */
export const envelope = (records: readonly string[]): string => `{"Records":[${records.join(',')}]}`;
