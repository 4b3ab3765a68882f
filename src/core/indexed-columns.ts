/**
 * Columns, and members of structures, by whose texts a lake knows its row groups. The place in this list is the number that stands in the files: a new one comes
 * last, and makes a new version of the lake.
 */
export const indexedColumns: readonly string[] = [
  'eventname',
  'sourceipaddress',
  'useridentity.accesskeyid',
  'useridentity.arn',
  'useridentity.principalid',
  'useridentity.username',
  'useridentity.sessioncontext.sessionissuer.arn',
  'useridentity.sessioncontext.sessionissuer.principalid',
  'useridentity.sessioncontext.sourceidentity',
];

/** Column with the number of a row's row group. Merged files keep the numbers of the rows they came from. */
export const ROW_GROUP_COLUMN = '_rowgroup';
/** Column with the path of a row's Parquet file. */
export const FILE_COLUMN = '_file';
