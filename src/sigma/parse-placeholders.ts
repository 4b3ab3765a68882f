import { KeytrailError } from '../core/errors.ts';
import { readYaml } from './read-yaml.ts';
import { RuleError } from './rule-error.ts';
import type { Placeholders } from './value-transforms.ts';

/**
 * Reads the values that stand for `%name%` of the modifier `expand`.
 *
 * @param text JSON or YAML: `{name: [values]}`; a value is text or a number
 * @throws KeytrailError `KT_INPUT_UNREADABLE`
 */
export function parsePlaceholders(text: string, source: string): Placeholders {
  const hint = 'Write it like {"admins": ["alice", "root"]}.';
  const [first, ...more] = readYaml(text, source);
  if (first === undefined || first.content instanceof RuleError || more.length > 0) {
    throw new KeytrailError('KT_INPUT_UNREADABLE', `"${source}" holds no placeholders: it is not one map of JSON or YAML.`, { hint });
  }
  return new Map(
    [...first.content].map(([name, value]): [string, readonly string[]] => {
      const values: readonly unknown[] = Array.isArray(value) ? value : [value];
      if (!values.every((one) => typeof one === 'string' || typeof one === 'number')) {
        throw new KeytrailError('KT_INPUT_UNREADABLE', `"${source}": the values of "${String(name)}" are not a list of texts.`, { hint });
      }
      return [String(name).replaceAll('%', ''), values.map(String)];
    }),
  );
}
