import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isSystemError, KeytrailError } from '../core/errors.ts';
import { compileRule } from '../sigma/compile-rule.ts';
import type { Rule } from '../sigma/rule.ts';
import { RuleError } from '../sigma/rule-error.ts';

/** A rule file that cannot be used, and why. */
export interface RefusedRule {
  readonly file: string;
  readonly error: KeytrailError;
}

export interface LoadedRules {
  readonly rules: readonly Rule[];
  readonly refused: readonly RefusedRule[];
}

/** The folder of the built-in rules: `src` and `dist` both lie two levels above a module of this folder. */
export const builtinRulesPath = (): string => fileURLToPath(new URL('../../content/detections', import.meta.url));

/**
 * Reads rule files, and the `.yml` and `.yaml` files of folders and the folders in them, in order of their names. A rule that cannot be used is
 * set aside with the reason; the others are loaded.
 *
 * @throws KeytrailError `KT_INPUT_MISSING` when a path does not exist or a folder holds no rule
 */
export function loadRules(paths: readonly string[]): LoadedRules {
  const rules = new Map<string, Rule>();
  const refused: RefusedRule[] = [];
  for (const file of new Set(paths.flatMap(ruleFiles))) {
    try {
      const rule = compileRule(readFileSync(file, 'utf8'), file);
      refuseDuplicate(rule, rules.get(rule.id));
      rules.set(rule.id, rule);
    } catch (error) {
      refused.push({ file, error: asKeytrailError(error, file) });
    }
  }
  return { rules: [...rules.values()], refused };
}

function ruleFiles(path: string): readonly string[] {
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

/** Findings are told apart by the rule's id, so two rules of one id would blend. */
function refuseDuplicate(rule: Rule, earlier: Rule | undefined): void {
  if (earlier === undefined) return;
  throw new RuleError(
    'duplicate-id',
    { source: rule.source, field: 'id' },
    `${rule.id} is the id of ${earlier.source} too`,
    'Give it an id of its own.',
  );
}

function asKeytrailError(error: unknown, file: string): KeytrailError {
  if (error instanceof KeytrailError) return error;
  if (!isSystemError(error, 'EACCES', 'EISDIR', 'EPERM', 'ENOENT')) throw error;
  return new KeytrailError('KT_INPUT_UNREADABLE', `The rule "${file}" cannot be read: ${error.message}.`, { cause: error });
}
