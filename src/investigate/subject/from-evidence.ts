import { isJsonObject, type JsonObject, textAt } from '../../core/json.ts';

/** Where the documents that people hold name a subject: GuardDuty findings as the API and the console give them, CloudTrail records, EventBridge. */
const KEY_PATHS = ['accessKeyDetails.accessKeyId', 'AccessKeyDetails.AccessKeyId', 'userIdentity.accessKeyId'];
const WRAPPERS = ['detail', 'resource', 'Resource', 'Findings', 'findings', 'Records', 'Events'];

/**
 * The subjects that a document names: of a GuardDuty finding the access key, of a CloudTrail record its eventID. Envelopes and lists are entered.
 *
 * @returns texts for `parseSubject`, each once; empty when the document names none
 */
export function subjectsOfEvidence(document: unknown): string[] {
  const found = new Set<string>();
  const visit = (value: unknown, depth: number): void => {
    if (depth > 4) return;
    if (Array.isArray(value)) for (const element of value) visit(element, depth + 1);
    if (!isJsonObject(value)) return;
    const subject = subjectOf(value);
    if (subject !== null) found.add(subject);
    else for (const name of WRAPPERS) visit(value[name], depth + 1);
  };
  visit(document, 0);
  return [...found];
}

function subjectOf(value: JsonObject): string | null {
  const eventId = textAt(value, 'eventID');
  if (eventId !== null) return eventId;
  return KEY_PATHS.map((path) => textAt(value, path)).find((id) => id !== null) ?? null;
}
