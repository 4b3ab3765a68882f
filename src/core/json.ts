/** A JSON value as `JSON.parse` returns it. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** A JSON object as `JSON.parse` returns it. */
export interface JsonObject {
  readonly [name: string]: JsonValue | undefined;
}

export const isJsonObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a dotted path (`responseElements.accessKey.accessKeyId`), or undefined where a step is missing. Arrays are not entered. */
export function valueAt(root: unknown, path: string): JsonValue | undefined {
  let value: unknown = root;
  for (const name of path.split('.')) {
    if (!isJsonObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value as JsonValue | undefined;
}

/** The text at a dotted path, or null when there is none or it is not a non-empty string. */
export function textAt(root: unknown, path: string): string | null {
  const value = valueAt(root, path);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The object that a text of JSON holds, or null when it holds none. */
export function parseJsonObject(text: string | null): JsonObject | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
