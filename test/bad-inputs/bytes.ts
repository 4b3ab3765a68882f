import { gzipSync } from 'node:zlib';
import { type Input, packed, record, trailFile } from './input.ts';

const MIB = 1024 * 1024;
const whole = packed(record('whole'));
const changed = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
};

/** Files whose bytes are not what their names say. */
export const bytes: readonly Input[] = [
  { name: 'gzip/cut.json.gz', content: whole.subarray(0, whole.length - 20), lines: ['set aside: gzip data ends too early'] },
  { name: 'gzip/header-only.json.gz', content: whole.subarray(0, 10), lines: ['set aside: gzip data ends too early'] },
  { name: 'gzip/wrong-crc.json.gz', content: changed(whole, whole.length - 8), lines: ['set aside: damaged gzip data (incorrect data check)'] },
  { name: 'gzip/wrong-length.json.gz', content: changed(whole, whole.length - 1), lines: ['set aside: damaged gzip data (incorrect length check)'] },
  { name: 'gzip/unknown-method.json.gz', content: changed(whole, 2), lines: ['set aside: damaged gzip data (unknown compression method)'] },
  { name: 'gzip/trailing-zeros.json.gz', content: Buffer.concat([packed(record('trailing')), Buffer.alloc(512)]), lines: [], events: ['trailing'] },
  { name: 'gzip/twice.json.gz', content: gzipSync(whole), lines: ['set aside: not UTF-8 text'] },
  { name: 'gzip/of-nothing.json.gz', content: gzipSync(''), lines: ['set aside: empty'] },
  { name: 'gzip/not-packed.json.gz', content: trailFile(record('not-packed')), lines: [], events: ['not-packed'] },
  { name: 'gzip/packed.json', content: packed(record('packed')), lines: [], events: ['packed'] },
  {
    name: 'gzip/bomb.json.gz',
    content: Buffer.concat(Array<Buffer>(257).fill(gzipSync(Buffer.alloc(MIB, ' ')))),
    lines: ['set aside: what it inflates to is larger than the limit of 256 MiB (--max-file-size)'],
  },
  // What bzip2, xz and zstd make of `[]`.
  ...[
    ['bz2', 'bzip2', 'QlpoOTFBWSZTWR+mXYgAAAACAAAKIAAhAIKxdyRThQkB+mXYgA=='],
    ['xz', 'xz', '/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQABW10AAABTtu6JouwuKAABGgLcLqV+H7bzfQEAAAAABFla'],
    ['zst', 'zstd', 'KLUv/SQCEQAAW11WH39h'],
  ].map(([ending, tool, packing]) => ({
    name: `packed/log.json.${ending}`,
    content: Buffer.from(packing ?? '', 'base64'),
    lines: [`set aside: packed with ${tool}, which is not read: unpack it first`],
  })),
  { name: 'packed/logs.rar', content: 'Rar!\x1a\x07\x01\0', lines: ['set aside: a RAR archive, which is not read: unpack it first'] },
  {
    name: 'packed/event_history.csv',
    content: 'User name,Event time,Event source,Event name\nana,2026-01-07T02:25:18Z,iam.amazonaws.com,ListUsers\n',
    lines: ['set aside: CSV of the Event History, which lacks the records: download it as JSON'],
  },
  { name: 'bytes/empty.json', content: '', lines: ['set aside: empty'] },
  { name: 'bytes/blank.json', content: ' \r\n\t', lines: ['set aside: empty'] },
  { name: 'bytes/zeros.json', content: Buffer.alloc(100), lines: ['set aside: not JSON'] },
  {
    name: 'bytes/bad-utf8.json',
    content: Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
    lines: ['set aside: not UTF-8 text'],
  },
  { name: 'bytes/cut-utf8.json', content: Buffer.from('["ü').subarray(0, 3), lines: ['set aside: not UTF-8 text'] },
  { name: 'bytes/overlong-utf8.json', content: Buffer.from([0x22, 0xc0, 0xaf, 0x22]), lines: ['set aside: not UTF-8 text'] },
  { name: 'bytes/utf16.json', content: Buffer.from(`\ufeff${trailFile(record('utf16'))}`, 'utf16le'), lines: [], events: ['utf16'] },
  { name: 'bytes/utf16-cut.json', content: Buffer.from('\ufeff["x"]', 'utf16le').subarray(0, 7), lines: ['set aside: not UTF-8 text'] },
  {
    name: 'bytes/utf16-without-mark.json',
    content: Buffer.from(trailFile(record('utf16')), 'utf16le'),
    lines: ['set aside: not JSON'],
  },
  { name: 'bytes/bom.json', content: `\ufeff${trailFile(record('bom'))}`, lines: [], events: ['bom'] },
  { name: 'bytes/two-boms.json', content: `\ufeff\ufeff${trailFile(record('boms'))}`, lines: ['set aside: not JSON'] },
  { name: 'bytes/image.json', content: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), lines: ['set aside: not UTF-8 text'] },
  { name: 'bytes/parquet.json', content: 'PAR1\u0015\u0004\u0015PAR1', lines: ['set aside: Parquet, which is not read: export the records as JSON'] },
];
