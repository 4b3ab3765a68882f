import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isSystemError } from '../src/core/errors.ts';

/** The root folder of the checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Writes a file that is made from others, or with `--check` on the command line compares it: a difference is exit code 1.
 *
 * @param path from the root of the checkout
 * @param content what the file is to hold
 * @param script what makes it
 */
export function writeOrCheck(path: string, content: string | Buffer, script: string): void {
  const file = join(root, path);
  if (!process.argv.includes('--check')) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return;
  }
  if (contentOf(file)?.equals(Buffer.from(content))) return;
  process.stderr.write(`${path} is not what its sources give. Run: npx tsx scripts/${script}\n`);
  process.exitCode = 1;
}

/** Text in the format of the house: the formatter checks generated files like all others. */
export const formatted = (path: string, text: string): string =>
  execFileSync(process.execPath, [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'format', `--stdin-file-path=${path}`], {
    cwd: root,
    input: text,
    encoding: 'utf8',
  });

function contentOf(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return null;
    throw error;
  }
}
