interface Format {
  /** How a file of the format begins, as Latin-1. */
  readonly magic: string;
  readonly why: string;
}

const unpack = (kind: string): string => `${kind}, which is not read: unpack it first`;

/** What people keep logs in, and what is not read; each by the magic number that its specification gives. */
const formats: readonly Format[] = [
  { magic: 'BZh', why: unpack('packed with bzip2') },
  { magic: '\xfd7zXZ\0', why: unpack('packed with xz') },
  { magic: '\x28\xb5\x2f\xfd', why: unpack('packed with zstd') },
  { magic: '\x04\x22\x4d\x18', why: unpack('packed with lz4') },
  { magic: '7z\xbc\xaf\x27\x1c', why: unpack('a 7-Zip archive') },
  { magic: 'Rar!', why: unpack('a RAR archive') },
  { magic: 'PAR1', why: 'Parquet, which is not read: export the records as JSON' },
];

/** Names of columns, as the console writes them above the events that it lets people download. */
const HISTORY_CSV = /^[^\r\n{[]*\bEvent (name|time)"?,/;
const HEAD_BYTES = 256;

/** Why bytes are no log that could be read, by how they begin; null when that does not tell. */
export function foreignFormat(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1');
  if (HISTORY_CSV.test(head)) return 'CSV of the Event History, which lacks the records: download it as JSON';
  return formats.find(({ magic }) => head.startsWith(magic))?.why ?? null;
}
