import { posix } from 'node:path';
import type { Import, SourceModule } from './source-module.ts';

/** From the bottom to the top: a folder may import the folders of the layers below its own, and none beside it. */
const layers = [
  ['core'],
  ['trail', 'policy', 'sigma', 'athena-sql'],
  ['ingest', 'engine', 'simulate'],
  ['lake'],
  ['lineage', 'baseline'],
  ['detect'],
  ['investigate'],
  ['verify', 'contain', 'report'],
  ['app'],
  ['server', 'cli'],
] as const;

const below = (folder: string): readonly string[] =>
  layers
    .slice(
      0,
      layers.findIndex((layer) => layer.some((name) => name === folder)),
    )
    .flat();

/** Who stands beside the layers. */
const beside: Readonly<Record<string, readonly string[]>> = {
  'athena-api': ['core', 'athena-sql', 'engine'],
  account: ['core', 'trail', 'policy', 'simulate', 'athena-api'],
  setup: ['core', 'policy'],
  aws: ['core'],
  'index.ts': [...below('server')],
};

const mayImport: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(layers.flat().map((folder) => [folder, below(folder)])),
  app: [...below('app'), 'aws', 'account', 'athena-api', 'setup'],
  ...beside,
};

/** Packages that belong to some folders alone. */
const packageFolders: readonly { readonly package: RegExp; readonly folders: readonly string[] }[] = [
  { package: /^@aws-sdk\//, folders: ['src/aws/', 'src/account/'] },
  { package: /^@duckdb\//, folders: ['src/engine/duckdb/'] },
  { package: /^@?hono(\/|$)/, folders: ['src/server/'] },
  { package: /^@stricli\//, folders: ['src/cli/'] },
  { package: /^(@clack\/prompts|cli-progress)$/, folders: ['src/cli/'] },
];

/** Folders of pure functions, and what would make them impure. `node:net` may come in: the reading of IP addresses is there. */
const pureFolders = ['core', 'trail', 'policy', 'sigma', 'athena-sql'];
const impure = /^node:(fs|http|https|http2|tls|dns|child_process|worker_threads|process|os|readline)(\/|$)/;

export const isTest = (file: string): boolean => file.endsWith('.test.ts');

/** What is wrong with the imports of a module of `src`, a sentence each. Tests may import what they need. */
export function wrongImports(module: SourceModule, dependencies: ReadonlySet<string>): string[] {
  if (isTest(module.file)) return [];
  return module.imports
    .map((each) => (each.specifier.startsWith('.') ? wrongFolder(module.file, each) : wrongPackage(module.file, each.specifier, dependencies)))
    .filter((reason) => reason !== null)
    .map((reason) => `${module.file} ${reason}`);
}

const folderOf = (file: string): string => file.split('/')[1] ?? '';

function wrongFolder(file: string, { specifier, typeOnly }: Import): string | null {
  const from = folderOf(file);
  const to = folderOf(posix.join(posix.dirname(file), specifier));
  if (from === to) return null;
  const allowed = mayImport[from];
  if (allowed === undefined) return `lies in a folder that the import table does not know`;
  // aws implements what others own: it knows their types, and they never know it.
  const implementsType = from === 'aws' && typeOnly && below('app').includes(to);
  return allowed.includes(to) || implementsType ? null : `imports ${to} (${specifier})`;
}

function wrongPackage(file: string, specifier: string, dependencies: ReadonlySet<string>): string | null {
  if (specifier.startsWith('node:')) {
    return impure.test(specifier) && pureFolders.includes(folderOf(file)) ? `imports ${specifier} into a pure folder` : null;
  }
  const owner = packageFolders.find((entry) => entry.package.test(specifier));
  if (owner !== undefined && !owner.folders.some((folder) => file.startsWith(folder)))
    return `imports ${specifier}, which belongs to ${owner.folders[0]}`;
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  return dependencies.has(name) ? null : `imports ${specifier}, which is no dependency of the package`;
}

const LONGEST = 400;
const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|run|d))?\.ts$/;
const DUMPING_GROUND = /^(.*-)?(utils?|helpers?)\.|^(common|types|misc)\./;

/** What is wrong with a module's form, a sentence each. */
export function wrongForm({ file, lines, hasDefaultExport }: SourceModule): string[] {
  const name = posix.basename(file);
  return [
    ...(hasDefaultExport ? [`${file} has a default export`] : []),
    ...(lines > LONGEST ? [`${file} has ${lines} lines of ${LONGEST}`] : []),
    ...(KEBAB_CASE.test(name) ? [] : [`${file} is not in kebab-case`]),
    ...(DUMPING_GROUND.test(name) ? [`${file} says nothing about what it holds`] : []),
  ];
}

/** Folders of more than three files, tests not counted. They need a README. */
export function largeFolders(files: readonly string[]): string[] {
  const folders = files.filter((file) => !isTest(file)).map((file) => posix.dirname(file));
  return [...new Set(folders)].filter((folder) => folders.filter((other) => other === folder).length > 3);
}
