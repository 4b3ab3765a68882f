import { type LoadedRules, loadRules } from '../detect/load-rules.ts';
import { parsePlaceholders } from '../sigma/parse-placeholders.ts';
import { readText } from './read-document.ts';

/**
 * Loads rules with the values that stand for `%name%` in them.
 *
 * @param paths files and folders; `builtin` stands for the built-in rules
 * @param placeholders file of JSON or YAML: `{name: [values]}`
 * @throws KeytrailError `KT_INPUT_MISSING`, `KT_INPUT_UNREADABLE`
 */
export async function readRules(paths: readonly string[], placeholders?: string): Promise<LoadedRules> {
  return loadRules(paths, placeholders === undefined ? new Map() : parsePlaceholders(await readText(placeholders), placeholders));
}
