import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { SharedMemory } from '../../core/web-assembly.ts';
import type { ChunkOutcome, FileChunk } from './file-chunk.ts';
import type { LoaderOptions } from './file-loader.ts';
import type { LoadLane } from './load-lane.ts';
import type { WrittenPart } from './written-part.ts';

/** What a thread is started with. */
export interface WorkerStart {
  readonly work: string;
  readonly ids: SharedMemory;
  readonly known: readonly string[];
  readonly maxFileBytes: number;
  readonly hashesFetched: boolean;
}

export type WorkerOrder = FileChunk | 'close';

/** The thread's program. From a checkout that is not compiled it is TypeScript, which a thread of Node 20 reads only when tsx was called in it. */
function startWorker(workerData: WorkerStart): Worker {
  if (import.meta.url.endsWith('.js')) return new Worker(new URL('./load-worker.js', import.meta.url), { workerData, execArgv: [] });
  const program = JSON.stringify(new URL('./load-worker.ts', import.meta.url).href);
  return new Worker(`import('tsx/esm/api').then(({ register }) => { register(); return import(${program}); })`, {
    workerData,
    execArgv: [],
    eval: true,
  });
}

/** A loader in a thread of its own. */
export function workerLane({ ids, known, ...options }: LoaderOptions): LoadLane {
  const worker = startWorker({ ...options, ids: ids.memory, known: [...known] });
  const ask = async (order: WorkerOrder, transfer: readonly ArrayBuffer[] = []): Promise<unknown> => {
    worker.postMessage(order, transfer);
    // Fails with the thread's own error when that ends.
    const [answer] = await once(worker, 'message');
    return answer;
  };
  return {
    load: async (chunk) => (await ask(chunk, buffersOf(chunk))) as ChunkOutcome,
    closePart: async () => (await ask('close')) as WrittenPart | null,
    end: async () => {
      await worker.terminate();
    },
  };
}

/** What was fetched is handed over, not copied. */
const buffersOf = ({ files }: FileChunk): ArrayBuffer[] => files.flatMap(({ content }) => (content instanceof Uint8Array ? [content.buffer] : []));
