import { isJsonObject, type JsonObject, type JsonValue, parseJsonObject } from '../core/json.ts';

/**
 * What stands at a dotted path, as written in the record. A member whose own name holds the dots goes before a nested one; arrays are entered,
 * so there may be several values; text that holds a JSON object (an Athena column) is entered too.
 *
 * @returns nothing when the path is missing; a present null is a value
 */
export function fieldValues(record: JsonValue | undefined, path: string): readonly JsonValue[] {
  if (Array.isArray(record)) return flattened(record).flatMap((element) => fieldValues(element, path));
  const object = typeof record === 'string' && record.startsWith('{') ? parseJsonObject(record) : record;
  if (!isJsonObject(object)) return [];
  if (Object.hasOwn(object, path)) return [object[path] ?? null];
  const dot = path.indexOf('.');
  const head = path.slice(0, dot);
  return dot > 0 && Object.hasOwn(object, head) ? fieldValues(object[head], path.slice(dot + 1)) : [];
}

/** The elements of arrays, and of arrays in them, in place of the arrays. */
export const flattened = (values: readonly JsonValue[]): readonly JsonValue[] => unfolded(values, (value) => (Array.isArray(value) ? value : null));

/** Every text, number and boolean inside a value, names of members not counted. */
export const leaves = (value: JsonValue): readonly JsonValue[] => unfolded([value], membersOf).filter((leaf) => leaf !== null);

/** The texts that a text test may fit: a scalar as text; an object as compact JSON, and each text inside it as it reads when decoded. */
export function textsOf(value: JsonValue): readonly string[] {
  if (value === null) return [];
  return isJsonObject(value) ? [...compactJson(value), ...leaves(value).map(String)] : [String(value)];
}

function membersOf(value: JsonValue): readonly JsonValue[] | null {
  if (Array.isArray(value)) return value;
  return isJsonObject(value) ? Object.values(value).filter((member) => member !== undefined) : null;
}

/** A record may be forged with a nesting that no service writes and that JSON.stringify cannot follow: then its leaves alone are searched. */
function compactJson(value: JsonObject): readonly string[] {
  try {
    return [JSON.stringify(value)];
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** Replaces values by what is inside them, until nothing is; in order. No recursion, because a record may nest deeper than a stack. */
function unfolded(values: readonly JsonValue[], inside: (value: JsonValue) => readonly JsonValue[] | null): readonly JsonValue[] {
  const found: JsonValue[] = [];
  const waiting = values.toReversed();
  while (waiting.length > 0) {
    const value = waiting.pop() ?? null;
    const members = inside(value);
    if (members === null) found.push(value);
    else for (const member of members.toReversed()) waiting.push(member);
  }
  return found;
}
