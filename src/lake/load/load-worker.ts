import { parentPort, workerData } from 'node:worker_threads';
import { FileLoader } from './file-loader.ts';
import { IdTable } from './id-table.ts';
import type { WorkerOrder, WorkerStart } from './worker-lane.ts';

/** The thread's side of `worker-lane`: orders come in, each is answered in its turn. */
const { ids, known, ...options } = workerData as WorkerStart;
const loader = FileLoader.open({ ...options, ids: new IdTable(ids), known: new Set(known) });
let last: Promise<void> = Promise.resolve();

parentPort?.on('message', (order: WorkerOrder) => {
  // A failure ends the thread, and with it the run: nobody answers for half a part.
  last = last.then(async () => parentPort?.postMessage(await carryOut(order)));
});

async function carryOut(order: WorkerOrder): Promise<unknown> {
  return order === 'close' ? (await loader).closePart() : (await loader).load(order);
}
