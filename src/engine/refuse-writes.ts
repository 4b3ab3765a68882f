import { KeytrailError } from '../core/errors.ts';

/** What a statement that only reads begins with. EXPLAIN ANALYZE runs what it explains. */
const READS = /^(?:select|with|values|table|show|describe|desc|explain(?!\s+analyze\b))\b/i;
/** Space, comments and parentheses before the first word. */
const BEFORE = /^(?:[\s(]+|--[^\r\n]*|\/\*[\s\S]*?\*\/)+/;

/**
 * Lets through what reads. Saved queries are other people's, and an engine that is not ours holds evidence that they could change.
 *
 * @throws KeytrailError `KT_QUERY_UNSUPPORTED`
 */
export function refuseWrites(statement: string): void {
  const text = statement.replace(BEFORE, '').replace(/^(explain)(?:[\s]|--[^\r\n]*|\/\*[\s\S]*?\*\/)+/i, '$1 ');
  if (READS.test(text)) return;
  const [word = 'nothing'] = /^\w+/.exec(text) ?? [];
  throw new KeytrailError('KT_QUERY_UNSUPPORTED', `line 1:1: ${word.toUpperCase()} is not run on this engine: keytrail only reads there.`, {
    hint: 'Ask by SELECT, WITH, VALUES, SHOW, DESCRIBE or EXPLAIN.',
  });
}
