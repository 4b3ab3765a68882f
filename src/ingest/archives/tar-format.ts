import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import type { Extract } from 'tar-stream';
import { isSystemError } from '../../core/errors.ts';
import { FileUnreadable } from '../found-file.ts';
import { unpacksToMore } from '../limits.ts';
import { type ArchiveFormat, type ArchivePlace, type Room, streamOf } from './archive.ts';

type Entry = Extract extends AsyncIterable<infer Each> ? Each : never;

/** Tar archives, packed by gzip or not. What they hold shows only in reading through them: once to find the members, and once to read them. */
export const tarFormat: ArchiveFormat = {
  names: /\.(tar|tar\.gz|tgz)$/i,
  members: async function* (place, room) {
    const reader = new TarReader(place);
    let index = 0;
    for await (const entry of filesOf(place, room)) {
      const { name, size = 0 } = entry.header;
      // Read to its end before it counts: what is cut off is no member.
      await told(drain(entry));
      const at = index++;
      yield { kind: 'file', name, size, read: () => reader.read(at) };
    }
  },
};

/** Gives the bytes of the members of one archive. In order that is one way through it; a member that lies before the last one read costs another. */
class TarReader {
  readonly #place: ArchivePlace;
  #entries: AsyncGenerator<Entry> | null = null;
  #next = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(place: ArchivePlace) {
    this.#place = place;
  }

  read(index: number): Promise<Buffer> {
    const reading = this.#turn.then(() => this.#read(index));
    this.#turn = reading.catch(() => {
      this.#entries = null;
    });
    return reading;
  }

  async #read(index: number): Promise<Buffer> {
    if (this.#entries === null || index < this.#next) {
      await this.#entries?.return(undefined);
      this.#entries = filesOf(this.#place, null);
      this.#next = 0;
    }
    for (;;) {
      const { value: entry, done } = await this.#entries.next();
      if (done) throw new FileUnreadable('it is not there any more');
      this.#next += 1;
      if (this.#next > index) return told(buffer(entry));
      entry.resume();
    }
  }
}

async function drain(entry: Entry): Promise<void> {
  for await (const _ of entry);
}

const told = <T>(reading: Promise<T>): Promise<T> =>
  reading.catch((error: unknown) => {
    throw damaged(error);
  });

/** The files of an archive; each has to be read or skipped before the next. */
async function* filesOf(place: ArchivePlace, room: Room | null): AsyncGenerator<Entry> {
  // Brought when it is needed: most sources hold no archive.
  const { extract } = await import('tar-stream');
  const tar = extract();
  try {
    await flow(place, room, tar);
    for await (const entry of tar) {
      if (entry.header.type === 'file' || entry.header.type === 'contiguous-file') yield entry;
      else entry.resume();
    }
  } catch (error) {
    throw damaged(error);
  } finally {
    tar.destroy();
  }
}

async function flow(place: ArchivePlace, room: Room | null, tar: Extract): Promise<void> {
  const isPacked = await startsAsGzip(place);
  // A failure of any part reaches the reader of `tar`.
  const failed = (error: Error | null | undefined): void => {
    if (error) tar.destroy(error);
  };
  if (isPacked) pipeline(streamOf(place), createGunzip(), within(room), tar, failed);
  else pipeline(streamOf(place), within(room), tar, failed);
}

/** Passes on what comes out of an archive, but no more than there is room for: it may be a bomb of headers alone. */
const within = (room: Room | null) =>
  async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let passed = 0;
    for await (const chunk of source) {
      passed += chunk.length;
      if (room !== null && passed > room.left) throw new FileUnreadable(unpacksToMore(room.limit));
      yield chunk;
    }
  };

async function startsAsGzip(place: ArchivePlace): Promise<boolean> {
  const start = place.kind === 'memory' ? await place.bytes() : Buffer.alloc(2);
  if (place.kind === 'disk') {
    const file = await open(place.path);
    await file.read(start, 0, 2, 0).finally(() => file.close());
  }
  return start[0] === 0x1f && start[1] === 0x8b;
}

function damaged(error: unknown): unknown {
  if (error instanceof FileUnreadable || isSystemError(error)) return error;
  if (isSystemError(error, 'Z_BUF_ERROR')) return new FileUnreadable('gzip data ends too early', { cause: error });
  if (isSystemError(error, 'Z_DATA_ERROR')) return new FileUnreadable('damaged gzip data', { cause: error });
  return new FileUnreadable('damaged tar archive', { cause: error });
}
