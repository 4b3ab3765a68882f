import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { isSystemError } from '../../core/errors.ts';
import { FileUnreadable } from '../found-file.ts';
import type { ArchiveFormat, ArchiveMember, ArchivePlace } from './archive.ts';

/** Brought when it is needed: most sources hold no archive. */
const yauzl = () => import('yauzl');

const IS_STORED = 0;
const IS_DEFLATED = 8;

/** Zip archives. A member is found by its place in the archive, so reading one does not read the others. */
export const zipFormat: ArchiveFormat = {
  names: /\.zip$/i,
  members: async function* (place) {
    const zip = await open(place);
    try {
      for await (const entry of zip.eachEntry()) {
        const { getFileNameLowLevel } = await yauzl();
        const member = memberOf(place, entry, getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false));
        if (!member.name.endsWith('/')) yield member;
      }
    } catch (error) {
      throw damaged(error);
    } finally {
      zip.close();
    }
  },
};

function memberOf(place: ArchivePlace, entry: Entry, name: string): ArchiveMember {
  const { compressionMethod, uncompressedSize: size } = entry;
  if (entry.isEncrypted()) return { kind: 'unreadable', name, why: 'encrypted: unpack the archive with its password first' };
  if (compressionMethod !== IS_STORED && compressionMethod !== IS_DEFLATED) {
    return { kind: 'unreadable', name, why: `packed by a method that is not supported (${compressionMethod}): unpack the archive first` };
  }
  return { kind: 'file', name, size, version: `crc32:${entry.crc32.toString(16)}`, read: () => read(place, entry) };
}

async function read(place: ArchivePlace, entry: Entry): Promise<Buffer> {
  const zip = await open(place);
  try {
    const chunks: Buffer[] = [];
    // The library holds the stream to the size that the archive declares.
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    if (crc32(bytes) !== entry.crc32) throw new FileUnreadable('damaged in the archive (wrong checksum)');
    return bytes;
  } catch (error) {
    throw damaged(error);
  } finally {
    zip.close();
  }
}

async function open(place: ArchivePlace): Promise<ZipFile> {
  // Names are read by `getFileNameLowLevel`: the library would refuse the whole archive for one that leads out of it.
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false };
  const { fromBufferPromise, openPromise } = await yauzl();
  try {
    return place.kind === 'disk' ? await openPromise(place.path, options) : await fromBufferPromise(await place.bytes(), options);
  } catch (error) {
    throw damaged(error);
  }
}

const damaged = (error: unknown): unknown =>
  error instanceof FileUnreadable || isSystemError(error) ? error : new FileUnreadable('damaged zip archive', { cause: error });
