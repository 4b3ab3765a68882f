// Each way to read a folder of logs, in a process of its own: `node bench/lake/contenders.mjs WAY FOLDER TARGET`. Prints seconds, seconds of the processor over
// all threads (a busy machine changes them little), and memory in MB.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';

const quote = (text) => `'${text.replaceAll("'", "''")}'`;
const filesOf = (folder) => readdirSync(folder).map((name) => join(folder, name));

const load = async (folder, target) => {
  const { collect } = await import('../../dist/lake/collect.js');
  await collect(target, [folder]);
};

const ways = {
  /** What two threads need only to inflate. */
  floor: async (folder) => {
    const shared = new SharedArrayBuffer(4);
    const files = filesOf(folder);
    const threads = [1, 2].map(() => new Worker(new URL(import.meta.url), { workerData: { files, shared } }));
    await Promise.all(threads.map((thread) => new Promise((done, fail) => thread.on('exit', done).on('error', fail))));
  },
  keytrail: load,
  /** A tenth of the files, into a lake of their own. */
  tenth: load,
  /** Once more over the same files, into the same lake. */
  again: load,
  /** One thread that parses each file and looks at one member; nothing is kept. */
  parse: async (folder) => {
    let found = 0;
    for (const file of filesOf(folder))
      for (const { eventName } of JSON.parse(gunzipSync(readFileSync(file))).Records) if (eventName === 'GetUser') found += 1;
    return found;
  },
  /** What many a responder types. Its processes are not measured but for the time. */
  jq: async (folder) => {
    execFileSync('sh', [
      '-c',
      `find "$0" -name '*.gz' -print0 | xargs -0 zcat | jq -c '.Records[] | select(.eventName == "GetUser")' > /dev/null`,
      folder,
    ]);
  },
  /** DuckDB's own JSON reader into Parquet: the record and the columns that are asked for most. */
  duckdb: async (folder, target) => {
    const { DuckDBInstance } = await import('@duckdb/node-api');
    mkdirSync(target, { recursive: true });
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const records = `SELECT unnest(Records) AS record FROM read_json(${quote(join(folder, '*.json.gz'))}, columns = {Records: 'JSON[]'}, maximum_object_size = 268435456)`;
    await connection.run(`COPY (SELECT record, record->>'$.eventID' AS eventid, record->>'$.eventTime' AS eventtime, record->>'$.eventName' AS eventname,
      record->>'$.userIdentity.accessKeyId' AS accesskeyid, record->>'$.requestParameters' AS requestparameters FROM (${records}))
      TO ${quote(join(target, 'events.parquet'))} (FORMAT parquet, COMPRESSION zstd)`);
  },
};

if (isMainThread) {
  const [, , way, folder, target] = process.argv;
  const begun = performance.now();
  await ways[way](folder, target);
  const seconds = (performance.now() - begun) / 1000;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  console.log(JSON.stringify({ seconds, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: Math.round(maxRSS / 1024) }));
  process.exit(0);
} else {
  const { files, shared } = workerData;
  const next = new Int32Array(shared);
  for (let at = Atomics.add(next, 0, 1); at < files.length; at = Atomics.add(next, 0, 1)) gunzipSync(readFileSync(files[at]));
}
