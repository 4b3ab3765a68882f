import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { SessionOptions } from '../duckdb/open-session.ts';
import { errorOf, type Reply, type Request } from './message.ts';

/** The process of the queries, seen from its parent. */
export interface Child {
  /** Settles when the files are open; rejects when they cannot be opened, or the process ends first. */
  readonly opened: Promise<void>;
  readonly ended: Promise<void>;
  isAlive(): boolean;
  send(request: Request): void;
  /** What the process says, and its end, goes to `receive` from now on and to nobody else. */
  listen(receive: (event: ChildEvent) => void): void;
  readonly kill: () => void;
}

export type ChildEvent = Reply | { readonly kind: 'ended'; readonly why: Ending };

/** Why a process ended: it needed more memory than it may have, we ended it, or it broke. */
export type Ending = { readonly kind: 'memory' } | { readonly kind: 'killed' } | { readonly kind: 'crashed'; readonly how: string };

/** Heap of JavaScript, in MiB: enough to translate the longest statement, and for one page of rows. */
const HEAP = 512;
/** What a process takes beside the memory of its queries, in MiB: the program, the grammar, buffers on their way. */
const OVERHEAD = HEAP + 512;
const MIB = 1024 * 1024;
/** As much of what a process prints is kept to tell why it ended. */
const KEPT = 16_384;

const extension = extname(import.meta.url);
const program = fileURLToPath(new URL(`sandbox-process${extension}`, import.meta.url));
/** From sources that are not compiled, the process reads TypeScript as its parent does. */
const loader = extension === '.ts' ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : [];

/**
 * Starts a process for queries over the files: with an empty environment, in nobody's folder, and with no way out but the pipe to its parent.
 *
 * @param options.memory of its queries, in MiB
 */
export function startChild(options: SessionOptions): Child {
  const forked = fork(program, [], {
    cwd: '/',
    env: {},
    execArgv: [...loader, `--max-old-space-size=${HEAP}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let printed = '';
  let killedFor: Ending | null = null;
  let receive: (event: ChildEvent) => void = () => {};
  const kill = (why: Ending): void => {
    killedFor ??= why;
    forked.kill('SIGKILL');
  };
  forked.stderr?.setEncoding('utf8').on('data', (text: string) => {
    printed = (printed + text).slice(0, KEPT);
  });
  forked.on('message', (reply: Reply) => {
    if (reply.kind === 'exhausted') kill({ kind: 'memory' });
    else receive(reply);
  });
  const opened = new Promise<void>((resolve, reject) => {
    receive = (event) => {
      if (event.kind === 'opened') resolve();
      else if (event.kind === 'failed') reject(errorOf(event.failure));
      else if (event.kind === 'ended') reject(new Error(`The process for queries ended at its start (${event.why.kind}). ${printed}`));
    };
  });
  // Whoever asks is told; a process that nobody asks may fail in silence.
  opened.catch(() => {});
  const ended = new Promise<void>((resolve) => {
    const end = (why: Ending): void => {
      receive({ kind: 'ended', why: killedFor ?? why });
      resolve();
    };
    forked.on('error', (error) => end({ kind: 'crashed', how: error.message }));
    forked.on('close', (code, signal) => end(endingOf(code, signal, printed)));
  });
  // A process that has ended takes nothing; that it has ended is told apart.
  const send = (request: Request): void => void forked.send(request, () => {});
  send({ kind: 'open', ...options, resident: (options.memory + OVERHEAD) * MIB });
  return {
    opened,
    ended,
    isAlive: () => killedFor === null && forked.connected,
    send,
    listen: (next) => {
      receive = next;
    },
    kill: () => kill({ kind: 'killed' }),
  };
}

/** A SIGKILL that is not ours comes from a system without memory. */
const endingOf = (code: number | null, signal: string | null, printed: string): Ending =>
  signal === 'SIGKILL' || printed.includes('heap out of memory') ? { kind: 'memory' } : { kind: 'crashed', how: signal ?? `exit code ${code}` };
