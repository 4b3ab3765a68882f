import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of the checkout, absolute, without a slash at the end. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/**
 * A path in the checkout's own `.keytrail`, which is made when it is not there: private, and invisible to git.
 *
 * @param {string} name
 * @returns {string}
 */
export function workPath(name) {
  const folder = join(root, '.keytrail');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, '.gitignore'), '*\n');
  return join(folder, name);
}

/** One line to the person at the terminal; standard output belongs to the command that is run. */
export const say = (/** @type {string} */ sentence) => process.stderr.write(`keytrail: ${sentence}\n`);

/** Something that a script cannot mend; `exitCode` follows the command line's contract (3 unusable input, 4 another system). */
export class SetupError extends Error {
  /**
   * @param {3 | 4} exitCode
   * @param {string} message
   */
  constructor(exitCode, message) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Whether the module of this URL is the script that Node was started with. Node resolves links in the one and not in the other. */
export const isMain = (/** @type {string} */ url) => process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(url);

/**
 * Runs a script's work. A {@link SetupError} becomes its sentence and its exit code.
 *
 * @param {() => Promise<unknown>} work
 */
export async function runScript(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exitCode = error.exitCode;
  }
}
