import { readFile, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

/**
 * Bundles the Trino grammar of dt-sql-parser with the ANTLR runtime into one file that plain Node can load: the package's own modules import each
 * other by folder, which Node refuses, and they would bring eight other dialects along.
 *
 *   node scripts/make-grammar.mjs           writes src/athena-sql/vendor/trino-grammar.js
 *   node scripts/make-grammar.mjs --check   fails when that file is not what the sources give
 */
const target = new URL('../src/athena-sql/vendor/trino-grammar.js', import.meta.url);
const root = new URL('..', import.meta.url);

const entry = `
export * from './node_modules/dt-sql-parser/dist/lib/trino/TrinoSqlParser.js';
export { TrinoSqlLexer } from './node_modules/dt-sql-parser/dist/lib/trino/TrinoSqlLexer.js';
export { BaseErrorListener, CharStreams, CommonTokenStream, NoViableAltException, PredictionMode } from 'antlr4ng';
`;

async function licence(name, file) {
  const manifest = JSON.parse(await readFile(new URL(`node_modules/${name}/package.json`, root), 'utf8'));
  const text = await readFile(new URL(`node_modules/${name}/${file}`, root), 'utf8');
  return `${name} ${manifest.version} (${manifest.license})\n\n${text.trim()}`;
}

async function bundle() {
  const licences = [await licence('dt-sql-parser', 'LICENSE'), await licence('antlr4ng', 'LICENSE.txt')];
  const banner = `/*! Made by scripts/make-grammar.mjs: do not edit.\n\n${licences.join('\n\n----\n\n').replaceAll('*/', '* /')}\n*/`;
  const result = await build({
    stdin: { contents: entry, resolveDir: root.pathname, sourcefile: 'trino-grammar.js' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    banner: { js: banner },
    logLevel: 'warning',
  });
  return result.outputFiles[0].text;
}

const text = await bundle();
if (process.argv.includes('--check')) {
  if ((await readFile(target, 'utf8')) !== text) {
    console.error('src/athena-sql/vendor/trino-grammar.js is not what its sources give. Run: node scripts/make-grammar.mjs');
    process.exitCode = 1;
  }
} else {
  await writeFile(target, text);
}
