import { isSystemError } from '../../core/errors.ts';
import type { Findings } from '../findings.ts';
import { FileUnreadable, type FoundFile } from '../found-file.ts';
import { readFailure } from '../inflate.ts';
import { isLargerThan, type Limits, unpacksToMore } from '../limits.ts';
import { hasLogName } from '../log-name.ts';
import type { ArchiveFormat, ArchiveMember, ArchivePlace, Room } from './archive.ts';
import { tarFormat } from './tar-format.ts';
import { zipFormat } from './zip-format.ts';

const formats: readonly ArchiveFormat[] = [zipFormat, tarFormat];

/** Which kind of archive a file is, by its name; null when it is none. */
export const archiveFormatOf = (name: string): ArchiveFormat | null => formats.find((format) => format.names.test(name)) ?? null;

/**
 * Finds the logs in an archive of this machine, as `ARCHIVE!MEMBER`, and in archives within it, but no deeper. What is damaged, encrypted or beyond the
 * limits is set aside with the reason; the members before it stay.
 */
export const searchArchive = (archive: FoundFile, format: ArchiveFormat, findings: Findings, run: ArchiveRun): Promise<void> =>
  new ArchiveSearch(archive, findings, run).search(archive.path, { kind: 'disk', path: archive.path }, format, 0);

/** What a search must know of the run. */
interface ArchiveRun {
  readonly limits: Limits;
  readonly signal?: AbortSignal;
}

class ArchiveSearch {
  readonly #archive: FoundFile;
  readonly #findings: Findings;
  readonly #limits: Limits;
  readonly #signal: AbortSignal | undefined;
  readonly #copies = new Map<string, number>();
  #members = 0;
  #bytes = 0;
  /** The inner archive that was read last: its members are read one after the other. */
  #inner: { readonly path: string; readonly bytes: Promise<Buffer> } | null = null;

  constructor(archive: FoundFile, findings: Findings, { limits, signal }: ArchiveRun) {
    this.#archive = archive;
    this.#findings = findings;
    this.#limits = limits;
    this.#signal = signal;
  }

  async search(archive: string, place: ArchivePlace, format: ArchiveFormat, depth: number): Promise<void> {
    try {
      for await (const member of format.members(place, this.#room)) {
        this.#signal?.throwIfAborted();
        this.#count(member);
        await this.#take(this.#pathOf(archive, member), member, depth);
      }
    } catch (error) {
      if (!(error instanceof FileUnreadable) && !isSystemError(error)) throw error;
      this.#findings.setAside(archive, readFailure(error));
    }
  }

  async #take(path: string, member: ArchiveMember, depth: number): Promise<void> {
    const format = archiveFormatOf(member.name);
    if (format === null && !hasLogName(member.name)) this.#findings.addOther(path);
    else if (member.kind === 'unreadable') this.#addUnreadable(path, member.why);
    else if (format === null) this.#findings.add(this.#fileOf(path, member));
    else if (depth > 0) this.#addUnreadable(path, 'an archive in an archive in an archive: unpack it first');
    else if (member.size > this.#limits.fileBytes)
      this.#addUnreadable(path, `${isLargerThan('an archive in the archive', this.#limits.fileBytes)}: unpack it first`);
    else await this.search(path, { kind: 'memory', bytes: () => this.#innerBytes(path, member.read) }, format, depth + 1);
  }

  #fileOf(path: string, { size, version, read }: Extract<ArchiveMember, { kind: 'file' }>): FoundFile {
    return { path, size, mtimeMs: this.#archive.mtimeMs, ...(version === undefined ? {} : { version }), read };
  }

  /** It is a file that fails when it is read: so the lake remembers that it lacks it. */
  #addUnreadable(path: string, why: string): void {
    this.#findings.add({ path, size: 0, mtimeMs: this.#archive.mtimeMs, read: () => Promise.reject(new FileUnreadable(why)) });
  }

  /** Members may share a name: each counts. */
  #pathOf(archive: string, { name }: ArchiveMember): string {
    const path = `${archive}!${name}`;
    const copy = (this.#copies.get(path) ?? 0) + 1;
    this.#copies.set(path, copy);
    return copy === 1 ? path : `${path}#${copy}`;
  }

  #innerBytes(path: string, read: () => Promise<Buffer>): Promise<Buffer> {
    if (this.#inner?.path !== path) this.#inner = { path, bytes: read() };
    return this.#inner.bytes;
  }

  get #room(): Room {
    return { left: this.#limits.archiveBytes - this.#bytes, limit: this.#limits.archiveBytes };
  }

  #count(member: ArchiveMember): void {
    this.#members += 1;
    this.#bytes += member.kind === 'file' ? member.size : 0;
    if (this.#members > this.#limits.archiveMembers)
      throw new FileUnreadable(`it has more members than the limit of ${this.#limits.archiveMembers} (--max-members)`);
    if (this.#bytes > this.#limits.archiveBytes) throw new FileUnreadable(unpacksToMore(this.#limits.archiveBytes));
  }
}
