import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { discover } from '../../src/ingest/discover.ts';

/* Archives as the programs of others make them. */

const hasTool = (name: string): boolean => spawnSync(name, ['--version']).status === 0;

const makers = [
  { tool: 'tar', name: 'a.tar', argv: (out: string) => ['-cf', out, '.'] },
  { tool: 'tar', name: 'a.tgz', argv: (out: string) => ['-czf', out, '.'] },
  { tool: 'tar', name: 'pax.tar.gz', argv: (out: string) => ['--format=pax', '-czf', out, '.'] },
  { tool: 'python3', name: 'a.zip', argv: (out: string) => ['-m', 'zipfile', '-c', out, 'AWSLogs', 'ü.json'] },
] as const;

const deep = `AWSLogs/${'deep/'.repeat(40)}1.json.gz`;

test.each(makers)('$name of $tool', async ({ tool, name, argv }) => {
  if (!hasTool(tool)) {
    if (process.env['CI'] === 'true') throw new Error(`${tool} is missing`);
    console.warn(`test/foreign/archives: ${tool} is missing. Skipped.`);
    return;
  }
  const home = mkdtempSync(join(tmpdir(), 'keytrail-archives-'));
  const files: Record<string, Buffer> = {
    [deep]: gzipSync('{"Records":[]}'),
    'ü.json': Buffer.from('[]'),
    'AWSLogs/notes.txt': Buffer.from('no log'),
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(home, 'logs', path)), { recursive: true });
    writeFileSync(join(home, 'logs', path), content);
  }
  const archive = join(home, name);
  execFileSync(tool, argv(archive), { cwd: join(home, 'logs') });
  const found = await discover([archive], null);
  expect(found).toMatchObject({ setAside: [], others: 1 });
  const contents = await Promise.all(
    found.files.map(async ({ path, read }) => [path.slice(archive.length + 1).replace(/^\.\//, ''), Buffer.from((await read?.()) ?? [])]),
  );
  expect(Object.fromEntries(contents)).toEqual({ [deep]: files[deep], 'ü.json': files['ü.json'] });
});
