import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';

/** What a source file says of itself and of others. */
export interface SourceModule {
  /** Path from the root, with slashes: `src/core/arn.ts`. */
  readonly file: string;
  readonly lines: number;
  readonly hasDefaultExport: boolean;
  readonly imports: readonly Import[];
}

export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
  /** Loaded when the code runs there, not when the module is loaded. */
  readonly dynamic?: true;
}

/** Paths of all TypeScript files below a folder of the root; third-party code in folders named `vendor` is not ours to judge. */
export const sourceFiles = (root: string, folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !path.includes('/vendor/'))
    .sort();

export const readModule = (root: string, file: string): SourceModule => parseModule(file, readFileSync(join(root, file), 'utf8'));

/** Reads imports of every kind (static, type-only, re-export, dynamic, `import('...')` in a type) and the exports of a source text. */
export function parseModule(file: string, text: string): SourceModule {
  const { module, program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const fromImports = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
  }));
  const exported = module.staticExports.flatMap(({ entries }) => entries);
  const fromExports = exported.flatMap(({ moduleRequest, isType }) => (moduleRequest ? [{ specifier: moduleRequest.value, typeOnly: isType }] : []));
  const dynamic = module.dynamicImports.map(({ moduleRequest }) => ({
    specifier: literal(text, moduleRequest),
    typeOnly: false,
    dynamic: true as const,
  }));
  const inTypes = typeImports(program).map((specifier) => ({ specifier, typeOnly: true }));
  return {
    file,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    hasDefaultExport: exported.some(({ exportName }) => exportName.kind === 'Default' || exportName.name === 'default'),
    imports: [...fromImports, ...fromExports, ...dynamic, ...inTypes],
  };
}

/** A dynamic import of something that is no literal keeps its source text: no rule allows it. */
function literal(text: string, { start, end }: { readonly start: number; readonly end: number }): string {
  const source = text.slice(start, end);
  return /^(['"`])([^$]*)\1$/.exec(source)?.[2] ?? source;
}

/** `import('x').Y` in a type stands in the syntax tree alone. */
function typeImports(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(typeImports);
  if (typeof node !== 'object' || node === null) return [];
  const here = 'type' in node && node.type === 'TSImportType' && 'source' in node ? [(node.source as { value: string }).value] : [];
  return [...here, ...Object.values(node).flatMap(typeImports)];
}
