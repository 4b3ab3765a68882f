import { parseAllDocuments } from 'yaml';
import { RuleError, type RulePlace } from './rule-error.ts';

/** No rule that a person wrote comes near this. */
const MAX_CHARACTERS = 1_000_000;

/**
 * Reads one YAML 1.1 document, as Sigma's tools do: an unquoted `No` is false. Maps become `Map`, so that no key can reach a prototype.
 *
 * @throws RuleError `bad-yaml`; `unsupported-document` when the text holds several documents
 */
export function readYamlMap(text: string, place: RulePlace): ReadonlyMap<unknown, unknown> {
  if (text.length > MAX_CHARACTERS) throw new RuleError('bad-yaml', place, `it is longer than ${MAX_CHARACTERS} characters`);
  const documents = parse(text, place);
  const [document] = documents;
  if (documents.length > 1) {
    throw new RuleError('unsupported-document', place, `it holds ${documents.length} documents`, 'Put every rule into a file of its own.');
  }
  if (!(document instanceof Map)) throw new RuleError('bad-yaml', place, 'it is not a YAML map of fields');
  return document;
}

function parse(text: string, place: RulePlace): readonly unknown[] {
  try {
    return Array.from(parseAllDocuments(text, { version: '1.1', logLevel: 'silent' }), (document) => {
      const [error] = document.errors;
      if (error !== undefined) throw error;
      return document.toJS({ mapAsMap: true }) as unknown;
    });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new RuleError('bad-yaml', place, `it is not YAML: ${reason.replace(/[.:]$/, '')}`);
  }
}
