import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Whether Python tools can be installed here. Where they cannot, CI fails and others are told why the tests of `who` are skipped. */
export function hasPython(who: string): boolean {
  if (spawnSync('python3', ['-m', 'venv', '--help']).status === 0) return true;
  const reason = `${who}: python3 with venv is missing.`;
  if (process.env['CI'] === 'true') throw new Error(reason);
  console.warn(`${reason} Skipped.`);
  return false;
}

/**
 * A program of Python packages, in a virtual environment that is kept outside the checkout.
 *
 * @param packages `name==version`: pinned, for a new release knows new rules, and would fail what nobody touched
 * @returns the path of the program
 */
export function pythonTool(program: string, packages: readonly string[]): string {
  const name = packages.join('+').replaceAll('==', '-');
  const environment = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'keytrail', name);
  // Written last: an installation that broke off is begun anew.
  const installed = join(environment, 'installed');
  if (!existsSync(installed)) {
    execFileSync('python3', ['-m', 'venv', '--clear', environment]);
    execFileSync(join(environment, 'bin', 'pip'), ['install', '--quiet', ...packages], { stdio: 'pipe' });
    writeFileSync(installed, '');
  }
  return join(environment, 'bin', program);
}
