import { KeytrailError } from '../../core/errors.ts';
import { FileUnreadable, type FoundFile } from '../../ingest/found-file.ts';
import { sizeFailure } from '../../ingest/inflate.ts';
import { readAhead } from '../../ingest/read-ahead.ts';
import type { ChunkFile, FileChunk, FileOutcome } from './file-chunk.ts';
import type { LoadLane } from './load-lane.ts';
import type { WrittenPart } from './written-part.ts';

/** A chunk is as much work as is worth sending to a thread; fetched files come in smaller ones, many at once. */
const CHUNK_BYTES = 512 * 1024;
const CHUNK_FILES = 256;
const CHUNK_FETCHED_FILES = 16;
/** Chunks fetched before their turn. */
const AHEAD = { items: 3, bytes: 8 * 1024 * 1024 };

/** What becomes durable in one step: the outcome of files, none left out in between, and the parts with their events. */
export interface Stage {
  readonly outcomes: readonly (readonly [FoundFile, FileOutcome])[];
  readonly parts: readonly WrittenPart[];
  readonly copies: number;
}

export interface LoadEffects {
  /** Name of the next part. */
  nextPart(): string;
  /** Events after which a stage ends. */
  readonly stageEvents: number;
  /** Told of every file, in order. */
  onOutcome(file: FoundFile, outcome: FileOutcome): void;
  /** Makes a stage durable. The stages come in order, one at a time. */
  commit(stage: Stage): Promise<void>;
  readonly signal: AbortSignal | undefined;
  /** A larger file is not fetched. */
  readonly maxFileBytes: number;
}

/** Loads files over several lanes. What is committed is always the first files up to some point: a run that is killed leaves what a shorter run would. */
export async function loadFiles(files: readonly FoundFile[], lanes: readonly LoadLane[], effects: LoadEffects): Promise<void> {
  const run = new LoadRun(files, effects);
  try {
    await Promise.all(lanes.map((lane) => run.drive(lane)));
    await run.finish();
  } finally {
    await Promise.all(lanes.map((lane) => lane.end()));
  }
}

/** A stage that is being filled. */
class OpenStage implements Stage {
  readonly chunks: (readonly (readonly [FoundFile, FileOutcome])[])[] = [];
  readonly parts: WrittenPart[] = [];
  events = 0;
  copies = 0;
  /** Lanes that work on it. */
  lanes = 0;
  isFull = false;

  get outcomes(): (readonly [FoundFile, FileOutcome])[] {
    return this.chunks.flat();
  }
}

class LoadRun {
  readonly #effects: LoadEffects;
  readonly #chunks: AsyncGenerator<Fetched, void>;
  #turn = 0;
  #told = 0;
  readonly #waiting = new Map<number, readonly (readonly [FoundFile, FileOutcome])[]>();
  readonly #stages: OpenStage[] = [new OpenStage()];
  #commits: Promise<void> = Promise.resolve();
  #failure: unknown = null;
  #sourceFailure: KeytrailError | null = null;

  constructor(files: readonly FoundFile[], effects: LoadEffects) {
    this.#effects = effects;
    this.#chunks = fetchedChunks(files, effects.maxFileBytes);
  }

  /** Gives a lane work until there is none. */
  async drive(lane: LoadLane): Promise<void> {
    let stage: OpenStage | null = null;
    let part = '';
    for (;;) {
      const next = await this.#next();
      if (next.done) break;
      this.#throwIfOver();
      // Taken in the order of the chunks, without a pause between: no chunk is in an earlier stage than one before it.
      const turn = this.#turn++;
      const current = this.#stages.at(-1) as OpenStage;
      if (stage !== current) {
        current.lanes += 1;
        await this.#leave(lane, stage);
        stage = current;
        part = this.#effects.nextPart();
      }
      const [found, files] = next.value;
      const { files: outcomes, events, copies, isPartFull } = await lane.load({ turn, part, files } satisfies FileChunk);
      this.#tell(
        turn,
        stage,
        found.map((file, at) => [file, outcomes[at] as FileOutcome] as const),
      );
      stage.events += events;
      stage.copies += copies;
      if ((isPartFull || stage.events >= this.#effects.stageEvents) && !stage.isFull) this.#endStage(stage);
    }
    await this.#leave(lane, stage);
  }

  /** The next chunk. A source that fails half way keeps what it gave: the run ends there, and the next one goes on. */
  async #next(): Promise<IteratorResult<Fetched, void>> {
    try {
      return await this.#chunks.next();
    } catch (error) {
      if (!(error instanceof KeytrailError)) throw error;
      this.#sourceFailure = error;
      return { done: true, value: undefined };
    }
  }

  /** Commits what is left. */
  async finish(): Promise<void> {
    const last = this.#stages.at(-1);
    if (last !== undefined) last.isFull = true;
    this.#commitReady();
    await this.#commits;
    this.#throwIfOver();
    if (this.#sourceFailure !== null) throw this.#sourceFailure;
  }

  /** Tells the outcomes in order of the chunks. */
  #tell(turn: number, stage: OpenStage, outcomes: readonly (readonly [FoundFile, FileOutcome])[]): void {
    this.#waiting.set(turn, outcomes);
    stage.chunks[turn] = outcomes;
    for (let ready = this.#waiting.get(this.#told); ready !== undefined; ready = this.#waiting.get(this.#told)) {
      for (const [file, outcome] of ready) this.#effects.onOutcome(file, outcome);
      this.#waiting.delete(this.#told++);
    }
  }

  #endStage(stage: OpenStage): void {
    stage.isFull = true;
    this.#stages.push(new OpenStage());
  }

  async #leave(lane: LoadLane, stage: OpenStage | null): Promise<void> {
    if (stage === null) return;
    const part = await lane.closePart();
    if (part !== null) stage.parts.push(part);
    stage.lanes -= 1;
    this.#commitReady();
  }

  #commitReady(): void {
    for (let [stage] = this.#stages; stage?.isFull && stage.lanes === 0; [stage] = this.#stages) {
      const ready = stage;
      this.#stages.shift();
      this.#commits = this.#commits.then(() => this.#commit(ready));
      // Awaited at the end; a failure before that stops the lanes at their next chunk.
      this.#commits.catch((error: unknown) => {
        this.#failure ??= error;
      });
    }
  }

  async #commit(stage: OpenStage): Promise<void> {
    this.#effects.signal?.throwIfAborted();
    await this.#effects.commit(stage);
  }

  #throwIfOver(): void {
    this.#effects.signal?.throwIfAborted();
    if (this.#failure !== null) throw this.#failure;
  }
}

/** Files as they were found, and as they go to a lane. */
type Fetched = readonly [found: readonly FoundFile[], files: readonly ChunkFile[]];

/**
 * Chunks of files in order; the bytes of what lies elsewhere are fetched while those before are loaded.
 *
 * @throws KeytrailError of a source, after the files before the one that it failed for
 */
async function* fetchedChunks(files: readonly FoundFile[], maxFileBytes: number): AsyncGenerator<Fetched, void> {
  const chunks = readAhead([...chunksOf(files)], AHEAD, (chunk) => Promise.allSettled(chunk.files.map((file) => fetched(file, maxFileBytes))));
  for await (const [chunk, results] of chunks) {
    const failed = results.findIndex(({ status }) => status === 'rejected');
    const whole = results.slice(0, failed === -1 ? results.length : failed);
    const contents = whole.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    if (contents.length > 0) yield [chunk.files.slice(0, contents.length), contents];
    const failure = results[failed];
    if (failure?.status === 'rejected') throw failure.reason;
  }
}

function* chunksOf(files: readonly FoundFile[]): Generator<{ readonly files: readonly FoundFile[]; readonly size: number }> {
  let chunk: FoundFile[] = [];
  let size = 0;
  for (const file of files) {
    const most = file.read === undefined ? CHUNK_FILES : CHUNK_FETCHED_FILES;
    if (chunk.length > 0 && (size + file.size > CHUNK_BYTES || chunk.length >= most)) {
      yield { files: chunk, size };
      chunk = [];
      size = 0;
    }
    chunk.push(file);
    size += file.size;
  }
  if (chunk.length > 0) yield { files: chunk, size };
}

async function fetched({ path, size, read }: FoundFile, maxFileBytes: number): Promise<ChunkFile> {
  if (read === undefined) return { path, size, content: 'on-disk' };
  // Before it is fetched: it would fill the memory.
  const tooLarge = sizeFailure(size, maxFileBytes);
  if (tooLarge !== null) return { path, size, content: { why: tooLarge } };
  try {
    // A copy of its own, which can be handed to another thread.
    return { path, size, content: new Uint8Array(await read()) };
  } catch (error) {
    if (!(error instanceof FileUnreadable)) throw error;
    return { path, size, content: { why: error.message } };
  }
}
