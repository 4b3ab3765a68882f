import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The shell of a reader: `keytrail` is the command of this checkout, and results are tables as on a terminal unless the line says otherwise. */
const prelude = `
set -euo pipefail
# Nobody is at the keyboard: a command that asks finds the end of its input.
exec </dev/null
table() { case " $* " in *" --format "*) ;; *) echo --format table ;; esac; }
keytrail() { node '${root}scripts/keytrail.mjs' "$@" $(table "$@"); }
npm() { command npm --silent --prefix '${root}' "$@" -- --format table; }
`;

/** Fenced blocks of a Markdown text. */
const blocksOf = (markdown: string) => [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({ language, text }));

const pages = ['README.md', ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [join('docs', name)] : []))];

test.concurrent.each(pages)(
  'every command line of %s does what it says',
  async (page) => {
    const folder = mkdtempSync(join(tmpdir(), 'keytrail-docs-'));
    let printed = '';
    let ran = 0;
    for (const { language, text } of blocksOf(readFileSync(join(root, page), 'utf8'))) {
      if (language === 'sh') {
        const { stdout } = await promisify(execFile)('bash', ['-c', prelude + text], { cwd: folder, maxBuffer: 64_000_000 });
        printed = stdout;
        ran += 1;
      } else if (language === 'text') {
        const shown = printed.split('\n').map((line) => line.trim());
        for (const line of text.split('\n').filter((line) => line !== '' && line !== '...')) expect(shown).toContain(line.trim());
      }
    }
    if (page === 'README.md') expect(ran).toBeGreaterThan(2);
  },
  240_000,
);
