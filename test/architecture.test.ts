import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { largeFolders, wrongForm, wrongImports } from './architecture/rules.ts';
import { parseModule, readModule, sourceFiles } from './architecture/source-module.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = sourceFiles(root, 'src').map((file) => readModule(root, file));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Readonly<Record<string, object | undefined>>;
const dependencies = new Set(Object.keys({ ...manifest['dependencies'], ...manifest['optionalDependencies'] }));

describe('the sources', () => {
  test('were read, all of them', () => {
    const found = execFileSync('find', ['src', '-name', '*.ts', '-not', '-path', '*/vendor/*'], { cwd: root, encoding: 'utf8' });
    expect(modules.map(({ file }) => file)).toEqual(found.trim().split('\n').sort());
    expect(modules.length).toBeGreaterThan(20);
    expect(modules.flatMap(({ imports }) => imports).length).toBeGreaterThan(modules.length);
  });

  test('import only what lies below them, and packages where they belong', () => {
    expect(modules.flatMap((module) => wrongImports(module, dependencies))).toEqual([]);
  });

  test('keep the form of the house', () => {
    const tests = sourceFiles(root, 'test').map((file) => readModule(root, file));
    expect([...modules, ...tests].flatMap(wrongForm)).toEqual([]);
  });

  test('have a README in each folder of more than three files', () => {
    const folders = largeFolders(modules.map(({ file }) => file));
    expect(folders.filter((folder) => !existsSync(join(root, folder, 'README.md')))).toEqual([]);
  });
});

test('each decision record has a number of its own, in its name and in its title', () => {
  const records = readdirSync(join(root, 'docs/adr')).filter((name) => name.endsWith('.md'));
  const numbers = records.map((name) => Number(name.slice(0, 4)));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(records.map((_, index) => index + 1));
  const untitled = records.filter((name) => !readFileSync(join(root, 'docs/adr', name), 'utf8').startsWith(`# ${Number(name.slice(0, 4))}. `));
  expect(untitled).toEqual([]);
});

describe('a planted fault is reported', () => {
  const known = new Set(['zod', '@stricli/core', '@duckdb/node-api']);
  const imports = (file: string, text: string) => wrongImports(parseModule(file, text), known);

  test.each([
    ['a static import', `import { openLake } from '../lake/open-lake.ts';\nopenLake;`],
    ['an import for its effect', `import '../lake/open-lake.ts';`],
    ['a type-only import', `import type { Lake } from '../lake/open-lake.ts';\nexport type A = Lake;`],
    ['an inline type import', `import { type Lake } from '../lake/open-lake.ts';\nexport type A = Lake;`],
    ['a re-export', `export { openLake } from '../lake/open-lake.ts';`],
    ['a re-export of everything', `export * from '../lake/open-lake.ts';`],
    ['a re-export of types', `export type { Lake } from '../lake/open-lake.ts';`],
    ['a dynamic import', `export const load = () => import('../lake/open-lake.ts');`],
    ['an import in a type', `export type A = import('../lake/open-lake.ts').Lake;`],
  ])('%s upwards', (_kind, text) => {
    expect(imports('src/core/arn.ts', text)).toEqual(['src/core/arn.ts imports lake (../lake/open-lake.ts)']);
  });

  test('an import from a folder beside', () => {
    expect(imports('src/sigma/rule.ts', `import '../athena-sql/literal.ts';`)).toEqual([
      'src/sigma/rule.ts imports athena-sql (../athena-sql/literal.ts)',
    ]);
  });

  test('a value that aws takes from the folder whose interface it implements; the type is its right', () => {
    const file = 'src/aws/s3-store.ts';
    expect(imports(file, `import type { Store } from '../ingest/store.ts';\nexport type A = Store;`)).toEqual([]);
    expect(imports(file, `import { Store } from '../ingest/store.ts';\nStore;`)).toEqual(['src/aws/s3-store.ts imports ingest (../ingest/store.ts)']);
  });

  test('a dynamic import whose target only the run would tell', () => {
    expect(imports('src/core/arn.ts', 'export const load = (name: string) => import(name);')).toEqual([
      'src/core/arn.ts imports name, which is no dependency of the package',
    ]);
  });

  test('a folder that the table does not know', () => {
    expect(imports('src/misc/a.ts', `import '../core/arn.ts';`)).toEqual(['src/misc/a.ts lies in a folder that the import table does not know']);
  });

  test('a package outside its folder', () => {
    expect(imports('src/lake/a.ts', `import '@duckdb/node-api';`)).toEqual([
      'src/lake/a.ts imports @duckdb/node-api, which belongs to src/engine/duckdb/',
    ]);
    expect(imports('src/engine/duckdb/a.ts', `import '@duckdb/node-api';`)).toEqual([]);
    expect(imports('src/app/a.ts', `export type { Command } from '@stricli/core';`)).toEqual([
      'src/app/a.ts imports @stricli/core, which belongs to src/cli/',
    ]);
  });

  test('a package that is not in package.json', () => {
    expect(imports('src/lake/a.ts', `import 'left-pad/deep';`)).toEqual([
      'src/lake/a.ts imports left-pad/deep, which is no dependency of the package',
    ]);
  });

  test('files and network in a pure folder', () => {
    expect(imports('src/core/a.ts', `import 'node:fs/promises';`)).toEqual(['src/core/a.ts imports node:fs/promises into a pure folder']);
    expect(imports('src/trail/a.ts', `import 'node:crypto';`)).toEqual([]);
  });

  test('a default export, however it is written', () => {
    for (const text of ['export default 1;', 'const a = 1;\nexport { a as default };', `export { default } from './b.ts';`]) {
      expect(wrongForm(parseModule('src/core/a.ts', text))).toEqual(['src/core/a.ts has a default export']);
    }
  });

  test('a file that is too long, by one line', () => {
    expect(wrongForm(parseModule('src/core/a.ts', 'a;\n'.repeat(400)))).toEqual([]);
    expect(wrongForm(parseModule('src/core/a.ts', 'a;\n'.repeat(401)))).toEqual(['src/core/a.ts has 401 lines of 400']);
  });

  test('a name that is not kebab-case, or that names nothing', () => {
    expect(wrongForm(parseModule('src/core/accessKey.ts', ''))).toEqual(['src/core/accessKey.ts is not in kebab-case']);
    for (const name of ['utils', 'time-helpers', 'common', 'types']) {
      expect(wrongForm(parseModule(`src/core/${name}.ts`, ''))).toEqual([`src/core/${name}.ts says nothing about what it holds`]);
    }
    expect(wrongForm(parseModule('src/core/column-types.ts', ''))).toEqual([]);
  });

  test('a folder of four files; tests do not count', () => {
    const files = ['a', 'b', 'c', 'c.test'].map((name) => `src/core/${name}.ts`);
    expect(largeFolders(files)).toEqual([]);
    expect(largeFolders([...files, 'src/core/d.ts'])).toEqual(['src/core']);
  });
});

test('the program starts without the engine, the SQL grammar, the schemas and the AWS SDK: those load with the command that needs them', () => {
  const byFile = new Map(modules.map((module) => [module.file, module]));
  const loaded = new Set<string>();
  const visit = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const { specifier, typeOnly, dynamic } of byFile.get(file)?.imports ?? []) {
      if (!typeOnly && !dynamic) visit(specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : specifier);
    }
  };
  visit('src/cli/main.ts');
  expect(loaded).toContain('src/cli/commands/sql.ts');
  expect([...loaded].filter((file) => /^@duckdb\/|^@aws-sdk\/|^zod$|vendor\/|\.run\.ts$/.test(file))).toEqual([]);
});
