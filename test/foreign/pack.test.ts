import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const MEGABYTE = 1_000_000;
const UNREACHABLE = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT)\b/;

/** Runs a program to its end; throws with all that it said when it fails. */
async function run(cwd: string, command: string, ...args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, args, { cwd, maxBuffer: 64 * MEGABYTE });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`, { cause: error });
  }
}

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

describe('the package as npm would publish it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keytrail-pack-'));
  let packed: Packed;
  let tarball = '';

  beforeAll(async () => {
    const [first] = JSON.parse(await run(root, 'npm', 'pack', '--json', '--loglevel=error', '--pack-destination', folder)) as Packed[];
    if (first === undefined) throw new Error('npm pack packed nothing');
    packed = first;
    tarball = join(folder, packed.filename);
  });

  test('holds the program, the knowledge, the schemas and the licences, and no source or test', () => {
    const paths = packed.files.map(({ path }) => path);
    for (const path of ['dist/cli/main.js', 'docs/schemas/case.schema.json', 'LICENSE', 'THIRD_PARTY_NOTICES', 'CHANGELOG.md', 'README.md']) {
      expect(paths).toContain(path);
    }
    expect(paths.filter((path) => path.startsWith('content/detections/')).length).toBeGreaterThan(5);
    expect(paths.filter((path) => /^(src|test|scripts)\/|\.test\./.test(path))).toEqual([]);
  });

  test('has nothing that publint objects to', async () => {
    const { messages } = await publint({ pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer }, strict: true });
    expect(messages).toEqual([]);
  });

  test('is installed from nothing, runs the whole job, and takes less than 200 MB', async (context) => {
    const home = mkdtempSync(join(tmpdir(), 'keytrail-installed-'));
    writeFileSync(join(home, 'package.json'), '{"private": true}');
    try {
      await run(home, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error', tarball);
    } catch (error) {
      if (process.env['CI'] || !UNREACHABLE.test(String(error))) throw error;
      console.warn('NOT TESTED: the package was not installed, the npm registry cannot be reached');
      context.skip();
    }
    expect(await run(home, 'npx', '--no', '--', 'keytrail', '--help')).toContain('Start here: keytrail lab');
    const { verification } = JSON.parse(await run(home, 'npx', '--no', '--', 'keytrail', 'lab', '--events', '2000', '--format', 'json'));
    expect(verification).toMatchObject({ discrepancies: [] });
    expect(verification.statements).toBeGreaterThan(30);
    const count = 'SELECT count(*) > 2000 AS many FROM irworkshopgluetablecloudtrail';
    const rows = await run(home, 'npx', '--no', '--', 'keytrail', 'sql', '--lake', join('.keytrail', 'lab', 'lake'), count, '--format', 'json');
    expect(JSON.parse(rows)).toEqual([{ many: true }]);
    expect(sizeOf(join(home, 'node_modules'))).toBeLessThan(200 * MEGABYTE);
  });
});

const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
