import { KeytrailError } from '../core/errors.ts';
import { subjectsOfEvidence } from '../investigate/subject/from-evidence.ts';
import { readJson } from './read-document.ts';

/**
 * What the user typed, with files of JSON replaced by the subjects that they name: a GuardDuty finding or a CloudTrail record as it was received.
 *
 * @throws KeytrailError `KT_INPUT_MISSING`, `KT_INPUT_UNREADABLE`, `KT_SUBJECT_UNSUPPORTED` for a document that names nothing
 */
export async function namedSubjects(texts: readonly string[]): Promise<string[]> {
  const named = await Promise.all(texts.map((text) => (text.endsWith('.json') ? subjectsOfFile(text) : [text])));
  return named.flat();
}

async function subjectsOfFile(file: string): Promise<string[]> {
  const hint = 'Give a GuardDuty finding or a CloudTrail record, or the access key id itself.';
  const subjects = subjectsOfEvidence(await readJson(file, 'KT_SUBJECT_UNSUPPORTED', hint));
  if (subjects.length > 0) return subjects;
  throw new KeytrailError('KT_SUBJECT_UNSUPPORTED', `"${file}" names no access key, user, role, instance or event.`, { hint });
}
