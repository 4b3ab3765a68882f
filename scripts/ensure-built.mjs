import './node-floor.mjs';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { isMain, root, runScript, SetupError, say, workPath } from './checkout.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { withLock } from './lock.mjs';

const source = join(root, 'src');
const dist = join(root, 'dist');

/**
 * Compiles src into dist, unless dist is of these very sources. The build is made aside and put in place by renaming: whoever starts meanwhile finds
 * the old one whole or the new one whole. Two processes at once: the second waits for the first.
 *
 * @throws SetupError when the sources do not compile
 */
export async function ensureBuilt() {
  if (isBuilt()) return;
  await ensureInstalled();
  await withLock(
    workPath('build.lock'),
    async () => {
      if (!isBuilt()) await build();
    },
    { onWait: (pid) => say(`waiting for process ${pid}, which compiles the sources`) },
  );
}

function isBuilt() {
  try {
    return readFileSync(join(dist, '.sources'), 'utf8') === hashOfSources();
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

function hashOfSources() {
  const files = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json', join('scripts', 'ensure-built.mjs'), ...compiled()];
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

const compiled = () =>
  readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(test\.ts|md)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();

async function build() {
  say('compiling, once');
  const stamp = hashOfSources();
  const fresh = workPath(`build-${process.pid}`);
  const stale = workPath(`old-build-${process.pid}`);
  try {
    await compile(fresh);
    copyVendored(fresh);
    writeFileSync(join(fresh, '.sources'), stamp);
    if (existsSync(dist)) renameSync(dist, stale);
    renameSync(fresh, dist);
  } finally {
    for (const folder of [fresh, stale]) rmSync(folder, { recursive: true, force: true });
  }
}

async function compile(outDir) {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const child = spawn(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', outDir], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
  });
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0) throw new SetupError(3, 'the sources do not compile, so nothing was run. Look at the messages above.');
}

/** What is JavaScript already lies in folders named `vendor`, and goes over as it is. */
function copyVendored(outDir) {
  const isVendored = (entry) => entry.isDirectory() && entry.name === 'vendor';
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true }).filter(isVendored)) {
    const folder = join(entry.parentPath, entry.name);
    cpSync(folder, join(outDir, relative(source, folder).split(sep).join('/')), { recursive: true });
  }
}

if (isMain(import.meta.url)) await runScript(ensureBuilt);
