import './node-floor.mjs';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMain, root, runScript, SetupError, say, workPath } from './checkout.mjs';
import { withLock } from './lock.mjs';

/**
 * Installs what package-lock.json names, unless it is there already. Two processes at once: the second waits for the first.
 *
 * @throws SetupError when npm cannot install it
 */
export async function ensureInstalled() {
  if (isInstalled(root)) return;
  await withLock(
    workPath('install.lock'),
    async () => {
      if (!isInstalled(root)) await install();
    },
    { onWait: (pid) => say(`waiting for process ${pid}, which installs the packages`) },
  );
}

/**
 * Whether node_modules holds exactly what package-lock.json asks for on this platform. npm writes `node_modules/.package-lock.json` last, so a
 * broken installation has none, and one that someone made by hand with npm counts as well.
 *
 * @param {string} folder
 */
export function isInstalled(folder) {
  const wanted = packagesOf(join(folder, 'package-lock.json'));
  if (wanted === null) throw new SetupError(3, `${join(folder, 'package-lock.json')} is missing or damaged. Restore it with git checkout.`);
  const present = packagesOf(join(folder, 'node_modules', '.package-lock.json'));
  if (present === null) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = present[path];
    if (found === undefined) return entry.optional === true && !isForThisPlatform(entry);
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

/** Optional packages say for which system they are. Those with `libc` are left to npm: Node does not tell which one it runs on. */
const isForThisPlatform = ({ os, cpu, libc }) =>
  os !== undefined && libc === undefined && os.includes(process.platform) && (cpu === undefined || cpu.includes(process.arch));

async function install() {
  say('installing packages, once (needs the npm registry)');
  // Started by npm itself we know which npm; it is a script, and runs on the Node that runs us.
  const npm = process.env['npm_execpath'];
  const [command, before] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  // Not `npm ci`: it refuses a lock file without the optional packages of other platforms, and a registry need not offer them all. With
  // `--no-save` the versions and checksums of the lock file hold, and neither it nor package.json is written.
  const options = [
    'install',
    '--no-save',
    '--include=dev',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--loglevel=error',
  ];
  const child = spawn(command, [...before, ...options], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: command === 'npm' && process.platform === 'win32',
  });
  const code = await new Promise((done) => {
    child.on('error', (error) => done(error.message));
    child.on('close', done);
  });
  if (code !== 0) {
    throw new SetupError(
      4,
      `npm install did not succeed (${code}), the packages are not installed. Look at its message above, mend it, and run this again.`,
    );
  }
}

if (isMain(import.meta.url)) await runScript(ensureInstalled);
