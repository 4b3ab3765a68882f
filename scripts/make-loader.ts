import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, writeOrCheck } from './generated-file.ts';

/**
 * Compiles the loader's AssemblyScript to WebAssembly.
 *
 *   npx tsx scripts/make-loader.ts           writes src/ingest/columnar/vendor/columnar.wasm
 *   npx tsx scripts/make-loader.ts --check   fails when that file is not what the sources give
 */
const target = 'src/ingest/columnar/vendor/columnar.wasm';

function compile(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'keytrail-'));
  try {
    const output = join(folder, 'columnar.wasm');
    // A failed assertion traps; nothing is imported.
    const options = ['--optimizeLevel', '3', '--shrinkLevel', '0', '--runtime', 'minimal', '--enable', 'simd', '--use', 'abort='];
    const compiler = join(root, 'node_modules/assemblyscript/bin/asc.js');
    execFileSync(process.execPath, [compiler, 'src/ingest/columnar/assembly/index.ts', '--outFile', output, ...options], {
      cwd: root,
      stdio: 'inherit',
    });
    return readFileSync(output);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

writeOrCheck(target, compile(), 'make-loader.ts');
