import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isSystemError } from '../../core/errors.ts';

/** Shows lines that are more than the screen holds; whether it could. */
export type Pager = (lines: readonly string[]) => Promise<boolean>;

/** What a shell says when it knows no such command. */
const NOT_FOUND = 127;

/**
 * The pager of `$PAGER`, which is a command line as everywhere, or else `less`. It writes to the terminal of the process and reads its keys there.
 *
 * @returns null when `$PAGER` is empty or `cat`: whoever says so wants none
 */
export function openPager(env: Readonly<Record<string, string | undefined>>): Pager | null {
  const chosen = env['PAGER'];
  if (chosen === '' || chosen === 'cat') return null;
  return async (lines) => {
    // F: leave when all fits. X: what was shown stays on the screen.
    const child = spawn(chosen ?? 'less', {
      shell: chosen !== undefined,
      stdio: ['pipe', 'inherit', 'inherit'],
      env: { LESS: 'FX', ...env },
    });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('close', resolve);
      child.once('error', (error) => (isSystemError(error, 'ENOENT') ? resolve(NOT_FOUND) : reject(error)));
    });
    // Whoever has read enough leaves the pager before it has everything.
    const fed = pipeline(Readable.from(withBreaks(lines)), child.stdin).catch(() => {});
    const [code] = await Promise.all([ended, fed]);
    return code !== NOT_FOUND;
  };
}

function* withBreaks(lines: readonly string[]): Iterable<string> {
  for (const line of lines) yield `${line}\n`;
}
