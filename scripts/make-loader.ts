import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, writeOrCheck } from './generated-file.ts';

/**
 * Compiles the loader's AssemblyScript to WebAssembly.
 *
 *   npx tsx scripts/make-loader.ts           writes the modules named below
 *   npx tsx scripts/make-loader.ts --check   fails when one of them is not what the sources give
 */
const modules = [
  { source: 'src/ingest/columnar/assembly/index.ts', target: 'src/ingest/columnar/vendor/columnar.wasm', options: ['--runtime', 'minimal'] },
  {
    source: 'src/lake/load/assembly/ids.ts',
    target: 'src/lake/load/vendor/ids.wasm',
    // Its memory is given to it, by several threads the same one: as large as a memory can be.
    options: ['--runtime', 'stub', '--enable', 'threads', '--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
  },
] as const;

function compile(source: string, options: readonly string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'keytrail-'));
  try {
    const output = join(folder, 'module.wasm');
    // A failed assertion traps.
    const common = ['--optimizeLevel', '3', '--shrinkLevel', '0', '--enable', 'simd', '--use', 'abort='];
    const compiler = join(root, 'node_modules/assemblyscript/bin/asc.js');
    execFileSync(process.execPath, [compiler, source, '--outFile', output, ...common, ...options], { cwd: root, stdio: 'inherit' });
    return readFileSync(output);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

for (const { source, target, options } of modules) writeOrCheck(target, compile(source, options), 'make-loader.ts');
