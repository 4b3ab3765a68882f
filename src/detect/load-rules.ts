import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isSystemError, KeytrailError } from '../core/errors.ts';
import { compileRules, type RuleSet, type RuleText } from '../sigma/compile-rules.ts';
import type { Placeholders } from '../sigma/value-transforms.ts';

/** A rule that cannot be used, and why: a whole file, or one document of it. */
export interface RefusedRule {
  readonly file: string;
  readonly error: KeytrailError;
}

export interface LoadedRules extends Omit<RuleSet, 'refused'> {
  readonly refused: readonly RefusedRule[];
}

/** The folder of the built-in rules: `src` and `dist` both lie two levels above a module of this folder. */
export const builtinRulesPath = (): string => fileURLToPath(new URL('../../content/detections', import.meta.url));

/**
 * Reads rule files, and the `.yml` and `.yaml` files of folders and the folders in them, in order of their names. A rule that cannot be used is
 * set aside with the reason; the others are loaded. Correlations and filters may refer to rules of any of the files.
 *
 * @param paths files and folders; `builtin` stands for the built-in rules
 * @throws KeytrailError `KT_INPUT_MISSING` when a path does not exist or a folder holds no rule
 */
export function loadRules(paths: readonly string[], placeholders: Placeholders = new Map()): LoadedRules {
  const unreadable: RefusedRule[] = [];
  const texts: RuleText[] = [];
  for (const file of new Set(paths.flatMap(ruleFiles))) {
    try {
      texts.push({ text: readFileSync(file, 'utf8'), source: file });
    } catch (error) {
      unreadable.push({ file, error: unreadableFile(error, file) });
    }
  }
  const set = compileRules(texts, placeholders);
  return { ...set, refused: [...unreadable, ...set.refused.map(({ place, error }) => ({ file: place.source, error }))] };
}

function ruleFiles(named: string): readonly string[] {
  const path = named === 'builtin' ? builtinRulesPath() : named;
  try {
    if (!statSync(path).isDirectory()) return [path];
  } catch (error) {
    if (!isSystemError(error, 'ENOENT', 'ENOTDIR')) throw error;
    throw new KeytrailError('KT_INPUT_MISSING', `There are no rules at "${path}": it does not exist.`, {
      hint: 'Name a rule file, or a folder of .yml files.',
      cause: error,
    });
  }
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .toSorted();
  if (files.length > 0) return files;
  throw new KeytrailError('KT_INPUT_MISSING', `There are no rules in "${path}": it holds no .yml file.`);
}

function unreadableFile(error: unknown, file: string): KeytrailError {
  if (!isSystemError(error, 'EACCES', 'EISDIR', 'EPERM', 'ENOENT')) throw error;
  return new KeytrailError('KT_INPUT_UNREADABLE', `The rule "${file}" cannot be read: ${error.message}.`, { cause: error });
}
