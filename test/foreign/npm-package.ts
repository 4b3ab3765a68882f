import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The files of a package of npm, without what it depends on, in a folder that is kept outside the checkout.
 *
 * @param spec `name@version`: pinned
 * @returns the path of the folder
 */
export function npmPackage(spec: string): string {
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'keytrail', spec.replaceAll('/', '-'));
  if (existsSync(folder)) return folder;
  const unpacking = `${folder}.${process.pid}`;
  mkdirSync(unpacking, { recursive: true });
  const archive = execFileSync('npm', ['pack', '--silent', spec], { cwd: unpacking, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  execFileSync('tar', ['xzf', archive, '--strip-components', '1'], { cwd: unpacking });
  // Renamed last: an installation that broke off is begun anew.
  rmSync(folder, { recursive: true, force: true });
  renameSync(unpacking, folder);
  return folder;
}
