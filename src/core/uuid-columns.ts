/** Columns of ids that are UUIDs, but for what damaged or made-up records have. A lake keeps the UUID itself, and as text only what is none. */
export const uuidColumns: ReadonlySet<string> = new Set(['eventid', 'requestid', 'sharedeventid']);

/** Names of the column of the UUIDs, and of that of all other texts. */
export const uuidLeaf = (name: string): string => `_${name}_uuid`;
export const textLeaf = (name: string): string => `_${name}_text`;

/** Whether an id is kept as a UUID: only what reads the same when it is written again. */
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
