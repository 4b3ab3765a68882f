import { parsePlaceholders } from '../sigma/parse-placeholders.ts';
import type { Placeholders } from '../sigma/value-transforms.ts';
import { readText } from './read-document.ts';

/**
 * Reads the values that stand for `%name%` in rules.
 *
 * @param file JSON or YAML: `{name: [values]}`
 * @throws KeytrailError `KT_INPUT_MISSING`, `KT_INPUT_UNREADABLE`
 */
export const readPlaceholders = async (file: string): Promise<Placeholders> => parsePlaceholders(await readText(file), file);
