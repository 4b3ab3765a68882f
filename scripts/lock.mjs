import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const BEAT_MS = 1000;
const POLL_MS = 100;
/** A holder that gave no sign for so long is gone, even if another process has its number by now. */
const SILENCE_MS = 60_000;

/**
 * Runs work while no other process runs work under the same lock file. The lock of a process that died is taken over.
 *
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {{ onWait?: (pid: number) => void, silenceMs?: number }} [options] `onWait` is called once, when another process holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(file, work, { onWait, silenceMs = SILENCE_MS } = {}) {
  const token = randomUUID();
  await acquire(file, token, onWait, silenceMs);
  const beat = setInterval(() => touch(file), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    if (read(file)?.token === token) rmSync(file, { force: true });
  }
}

async function acquire(file, token, onWait, silenceMs) {
  let seen = null;
  let seenAt = 0;
  let told = false;
  while (!create(file, JSON.stringify({ token, pid: process.pid, host: hostname() }))) {
    const holder = read(file);
    if (holder === null) continue;
    const sign = `${holder.token} ${holder.beat}`;
    if (sign !== seen) {
      // The silence is counted by our own clock: one of another machine, or a laptop that slept, tells nothing.
      if (!told && holder.pid !== 0) onWait?.(holder.pid);
      told ||= holder.pid !== 0;
      seen = sign;
      seenAt = performance.now();
    }
    if (isDead(holder) || performance.now() - seenAt > silenceMs) takeAway(file, holder.token);
    else await sleep(POLL_MS);
  }
}

/** Creates the file with its content, or returns false when there is one already. */
function create(file, content) {
  let handle;
  try {
    handle = openSync(file, 'wx', 0o600);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(handle, content);
  closeSync(handle);
  return true;
}

function read(file) {
  try {
    const beat = statSync(file).mtimeMs;
    const text = readFileSync(file, 'utf8');
    // Empty for the instant between creation and writing, or for ever if the holder died in it: then its silence tells.
    return { token: '', pid: 0, host: '', ...(text === '' ? {} : JSON.parse(text)), beat };
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

function isDead({ pid, host }) {
  if (pid === 0 || host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** Removes a dead holder's lock, and no other: of several that wait, one does it, and looks again before. */
function takeAway(file, token) {
  const guard = `${file}.takeover`;
  if (!create(guard, '')) {
    if (Date.now() - (read(guard)?.beat ?? Date.now()) > SILENCE_MS) rmSync(guard, { force: true });
    return;
  }
  try {
    if (read(file)?.token === token) rmSync(file, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}

function touch(file) {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // Taken away by someone who held us for dead; the work goes on, and the end of it leaves their lock alone.
  }
}
