import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Case } from '../core/case.ts';
import { MARKS_SCHEMA, type Marks, marksSchema } from '../core/case-marks.ts';
import { isSystemError, KeytrailError } from '../core/errors.ts';
import { type CaseChanges, compareCases } from '../investigate/compare-cases.ts';
import { renderReport } from '../report/render-report.ts';
import { readCase, readDocument } from './read-document.ts';
import { writeDocument } from './write-document.ts';

/** A folder that keeps a case: its newest state, the earlier ones, what the responder said of it, and his notes. */
const paths = (folder: string) => ({
  marks: join(folder, 'marks.json'),
  document: join(folder, 'case.json'),
  notes: join(folder, 'notes.md'),
  changes: join(folder, 'changes.json'),
  earlier: join(folder, 'earlier'),
});

/** What a responder said of a case, without the form's name. */
export type Word = Omit<Marks, 'schema'>;

/**
 * What a case folder says was investigated; null for a path that is no folder.
 *
 * @throws KeytrailError `KT_CASE_INVALID` for a folder that keeps no case
 */
export async function readMarks(folder: string): Promise<Word | null> {
  const names = await namesIn(folder);
  if (names === null) return null;
  return readDocument(paths(folder).marks, marksSchema, 'KT_CASE_INVALID', 'case folder’s marks.json', HINT).catch((error: unknown) => {
    if (!(error instanceof KeytrailError) || error.code !== 'KT_INPUT_MISSING') throw error;
    throw new KeytrailError('KT_CASE_INVALID', `"${folder}" is a folder that keeps no case.`, { hint: HINT, cause: error });
  });
}

const HINT = 'A case folder is made by: keytrail investigate KEY --save DIR';

/**
 * Writes a state of a case into its folder. The state before is copied to `earlier/`, never lost; `notes.md` is made once and then left alone.
 *
 * @returns what changed since the state before; null for the first
 * @throws KeytrailError `KT_OUTPUT_UNWRITABLE` also for a folder that holds something else, `KT_DISK_FULL`
 */
export async function saveCase(folder: string, document: Case, word: Word): Promise<CaseChanges | null> {
  const { marks, document: file, notes, changes, earlier } = paths(folder);
  const before = await stateBefore(folder);
  await inFolder(folder, async () => {
    await mkdir(earlier, { recursive: true, mode: 0o700 });
    // A copy: the state before stays in its place until the new one takes it.
    if (before !== null) await copyFile(file, join(earlier, `${before.generatedAt.replaceAll(':', '-')}.json`));
  });
  await writeDocument(file, `${JSON.stringify(document, null, 2)}\n`);
  await writeDocument(marks, `${JSON.stringify({ schema: MARKS_SCHEMA, ...word }, null, 2)}\n`);
  for (const ending of ['html', 'md'] as const) await writeDocument(join(folder, `case.${ending}`), renderReport(document, ending));
  await inFolder(folder, () => writeFile(notes, `# Notes on ${document.subject.id}\n\n`, { flag: 'wx', mode: 0o600 }).catch(ignoreExisting));
  if (before === null) return null;
  const changed = compareCases(before, document);
  await writeDocument(changes, `${JSON.stringify(changed, null, 2)}\n`);
  return changed;
}

async function stateBefore(folder: string): Promise<Case | null> {
  const names = await namesIn(folder);
  if (names === null || names.length === 0) return null;
  if (names.includes('case.json')) return readCase(paths(folder).document);
  if (names.includes('marks.json')) return null;
  throw new KeytrailError('KT_OUTPUT_UNWRITABLE', `"${folder}" holds files and keeps no case; they are left alone.`, {
    hint: 'Give a new folder with --save DIR.',
  });
}

async function namesIn(folder: string): Promise<readonly string[] | null> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'ENAMETOOLONG')) return null;
    throw error;
  }
}

async function inFolder(folder: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw new KeytrailError('KT_OUTPUT_UNWRITABLE', `"${folder}" cannot be written (${cause.code}).`, { hint: 'Choose another place.', cause });
  }
}

function ignoreExisting(error: unknown): void {
  if (!isSystemError(error, 'EEXIST')) throw error;
}
