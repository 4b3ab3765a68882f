import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { type Case, caseSchema } from '../core/case.ts';
import { type ErrorCode, isSystemError, KeytrailError } from '../core/errors.ts';
import { type Truth, truthSchema } from '../core/truth.ts';

/**
 * Reads a case that `investigate` wrote; a redacted one is for people, not for going on.
 *
 * @throws KeytrailError `KT_INPUT_MISSING`, `KT_INPUT_UNREADABLE`, `KT_CASE_INVALID`
 */
export async function readCase(file: string): Promise<Case> {
  const document = await readDocument(
    file,
    caseSchema,
    'KT_CASE_INVALID',
    'case',
    'A case is made by: keytrail investigate KEY --format json > case.json',
  );
  if (!document.evidence.redacted) return document;
  throw new KeytrailError('KT_CASE_INVALID', `"${file}" is a redacted case: its ids are pseudonyms and fit nothing.`, {
    hint: 'Give the case that was made without --redact.',
  });
}

/**
 * Reads an answer key that `simulate` wrote.
 *
 * @throws KeytrailError `KT_INPUT_MISSING`, `KT_INPUT_UNREADABLE`, `KT_TRUTH_INVALID`
 */
export const readTruth = (file: string): Promise<Truth> =>
  readDocument(file, truthSchema, 'KT_TRUTH_INVALID', 'answer key', 'An answer key is the truth.json that keytrail simulate writes.');

/**
 * Reads a JSON document of a known form.
 *
 * @throws KeytrailError `KT_INPUT_MISSING`, `KT_INPUT_UNREADABLE`, or `code` when it is not of that form
 */
export async function readDocument<Shape extends z.ZodType>(
  file: string,
  shape: Shape,
  code: ErrorCode,
  noun: string,
  hint: string,
): Promise<z.output<Shape>> {
  const parsed = shape.safeParse(await readJson(file, code, hint));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new KeytrailError(code, `"${file}" is no ${noun}: ${issue?.path.join('.') || 'the document'}: ${issue?.message}.`, {
    hint,
    cause: parsed.error,
  });
}

/**
 * Reads a file of JSON.
 *
 * @throws KeytrailError `KT_INPUT_MISSING`, `KT_INPUT_UNREADABLE`, or `code` when it is no JSON
 */
export async function readJson(file: string, code: ErrorCode, hint: string): Promise<unknown> {
  const text = await readText(file);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new KeytrailError(code, `"${file}" is not JSON.`, { hint, cause });
  }
}

/**
 * Reads a text that the user named.
 *
 * @throws KeytrailError `KT_INPUT_MISSING`, `KT_INPUT_UNREADABLE`
 */
export const readText = async (file: string): Promise<string> => (await readBytes(file)).toString('utf8');

/**
 * Reads a file that the user named.
 *
 * @throws KeytrailError `KT_INPUT_MISSING`, `KT_INPUT_UNREADABLE`
 */
export async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    if (isSystemError(cause, 'ENOENT'))
      throw new KeytrailError('KT_INPUT_MISSING', `there is no file "${file}".`, { hint: 'Look at the path.', cause });
    if (isSystemError(cause)) {
      throw new KeytrailError('KT_INPUT_UNREADABLE', `"${file}" cannot be read (${cause.code}).`, { hint: 'Give a file that you may read.', cause });
    }
    throw cause;
  }
}
