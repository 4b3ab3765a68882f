import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isSystemError, KeytrailError } from '../core/errors.ts';
import { parseJsonObject } from '../core/json.ts';
import { isProcessAlive } from '../core/process-alive.ts';
import { lakePaths } from './lake-paths.ts';

/** Longer than another process needs from finding a lock stale to putting its own in its place. */
const TAKE_OVER_MS = 100;

/** Tokens of the locks that this process holds: its own number alone proves nothing in a container, where it is always 1. */
const held = new Set<string>();

/**
 * Runs something while no other process writes to the lake. A lock that a killed process left behind is recognised and taken over.
 *
 * @throws KeytrailError `KT_LAKE_BUSY` when another process writes
 */
export async function withLakeLock<Result>(directory: string, run: () => Promise<Result>): Promise<Result> {
  const { lock } = lakePaths(directory);
  const token = randomUUID();
  // Written beside the lock and moved there whole: nobody ever reads half a lock.
  const own = `${lock}.${token}`;
  await writeFile(own, JSON.stringify({ pid: process.pid, host: hostname(), token, started: await startOf(process.pid) }), { mode: 0o600 });
  held.add(token);
  try {
    await acquire(directory, own, token);
    await sweep(directory);
    return await run();
  } finally {
    await rm(own, { force: true });
    if ((await tokenIn(lock)) === token) await rm(lock, { force: true });
    held.delete(token);
  }
}

async function acquire(directory: string, own: string, token: string): Promise<void> {
  const { lock } = lakePaths(directory);
  while (!(await moveIfFree(own, lock))) {
    const text = await readIfThere(lock);
    // Given back in between: once more from the beginning.
    if (text === null) continue;
    if (await isHeld(text)) throw busy(directory, text);
    await rename(own, lock);
    // Two processes may find the same stale lock at the same time; the one that moved last has it.
    await sleep(TAKE_OVER_MS);
    if ((await tokenIn(lock)) === token) return;
    throw busy(directory, (await readIfThere(lock)) ?? '');
  }
}

async function moveIfFree(own: string, lock: string): Promise<boolean> {
  try {
    await link(own, lock);
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return false;
    throw error;
  }
  await rm(own);
  return true;
}

/** Takes away what processes left that were killed on their way to the lock. */
async function sweep(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    if (!path.startsWith(`${lakePaths(directory).lock}.`)) continue;
    const text = await readIfThere(path);
    if (parseJsonObject(text) !== null && !(await isHeld(text ?? ''))) await rm(path, { force: true });
  }
}

/** Whether the process that wrote a lock may still be at work. Of another machine nobody can tell. */
async function isHeld(text: string): Promise<boolean> {
  const holder = parseJsonObject(text);
  const pid = holder?.['pid'];
  if (holder === null || typeof pid !== 'number') return false;
  if (holder['host'] !== hostname()) return true;
  if (pid === process.pid) return held.has(String(holder['token']));
  return isProcessAlive(pid) && (await startOf(pid)) === holder['started'];
}

/** When a process started, as Linux counts it, so that another one of the same number is not taken for it; null elsewhere. */
async function startOf(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // Field 22 of proc(5); the name in field 2 may hold spaces and ends with the last bracket.
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

async function tokenIn(lock: string): Promise<unknown> {
  return parseJsonObject(await readIfThere(lock))?.['token'];
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return null;
    throw error;
  }
}

function busy(directory: string, text: string): KeytrailError {
  const holder = parseJsonObject(text);
  const who = holder === null ? 'another process' : `process ${holder['pid']} on ${holder['host']}`;
  const hint = `Wait until it is done. If no such process exists, delete "${lakePaths(directory).lock}".`;
  return new KeytrailError('KT_LAKE_BUSY', `${who} is writing to the lake in "${directory}".`, { hint });
}
