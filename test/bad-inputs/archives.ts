import { zipOf } from '../support/zip-of.ts';
import { type Input, packed, record } from './input.ts';

/** Archives; a line that begins with `!` is of a member. */
export const archives: readonly Input[] = [
  {
    name: 'archives/encrypted.zip',
    content: zipOf([
      { name: 'a.json', content: '?', isEncrypted: true },
      { name: 'b.json.gz', content: packed(record('zip')) },
    ]),
    lines: ['!a.json set aside: encrypted: unpack the archive with its password first'],
    events: ['zip'],
  },
  {
    name: 'archives/odd-method.zip',
    content: zipOf([{ name: 'a.json', content: '?', method: 93 }]),
    lines: ['!a.json set aside: packed by a method that is not supported (93): unpack the archive first'],
  },
  {
    name: 'archives/wrong-crc.zip',
    content: zipOf([{ name: 'a.json', content: '[]', crc: 1 }]),
    lines: ['!a.json set aside: damaged in the archive (wrong checksum)'],
  },
  { name: 'archives/traversal.zip', content: zipOf([{ name: '../../a.json', content: record('traversal') }]), lines: [], events: ['traversal'] },
  { name: 'archives/bad-member.zip', content: zipOf([{ name: 'a.json', content: 'text' }]), lines: ['!a.json set aside: not JSON'] },
  { name: 'archives/page.zip', content: '<html>not an archive</html>', lines: ['set aside: damaged zip archive'] },
  { name: 'archives/page.tgz', content: '<html>not an archive</html>'.repeat(40), lines: ['set aside: damaged tar archive'] },
  {
    name: 'archives/matryoshka.zip',
    content: zipOf([
      {
        name: 'b.zip',
        content: zipOf([
          { name: 'c.zip', content: zipOf([]) },
          { name: 'd.json', content: record('inner') },
        ]),
      },
    ]),
    lines: ['!b.zip!c.zip set aside: an archive in an archive in an archive: unpack it first'],
    events: ['inner'],
  },
];
