import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';

/** Where an archive lies: on disk, or within another archive, from which it is unpacked into memory when it is needed. */
export type ArchivePlace = { readonly kind: 'disk'; readonly path: string } | { readonly kind: 'memory'; readonly bytes: () => Promise<Buffer> };

/** Something in an archive: a file, or what cannot be had with a clause that says why. */
export type ArchiveMember =
  | {
      readonly kind: 'file';
      readonly name: string;
      /** Bytes when it is unpacked. */
      readonly size: number;
      /** Identity of the content, where the archive gives one. */
      readonly version?: string;
      /** @throws FileUnreadable */
      readonly read: () => Promise<Buffer>;
    }
  | { readonly kind: 'unreadable'; readonly name: string; readonly why: string };

/** How many bytes an archive may still unpack to, of the limit for all. */
export interface Room {
  readonly left: number;
  readonly limit: number;
}

/** A kind of archive. Nothing is ever unpacked to disk, so a name is a name: it leads nowhere. */
export interface ArchiveFormat {
  /** Names that such archives have. */
  readonly names: RegExp;
  /**
   * The members in the order in which reading them is cheap.
   *
   * @throws FileUnreadable when the archive is damaged: the members so far are good
   */
  readonly members: (place: ArchivePlace, room: Room) => AsyncIterable<ArchiveMember>;
}

/** The bytes of an archive from its beginning. */
export const streamOf = (place: ArchivePlace): Readable =>
  place.kind === 'disk' ? createReadStream(place.path) : Readable.from(once(place.bytes), { objectMode: false });

async function* once(bytes: () => Promise<Buffer>): AsyncGenerator<Buffer> {
  yield await bytes();
}
