import { type Document, isScalar, parseAllDocuments, type Tags } from 'yaml';
import { RuleError, type RulePlace } from './rule-error.ts';

/** No file of rules that a person wrote comes near this. */
const MAX_CHARACTERS = 10_000_000;

/** YAML 1.1 reads `y` and `n` as booleans, too, but the reader that Sigma's tools share does not: with it they are ordinary names. */
const withoutLetters = (tags: Tags): Tags =>
  tags.map((tag) => {
    if (typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:bool' || !('test' in tag) || tag.test === undefined) return tag;
    return { ...tag, test: tag.test.test('true') ? /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/ : /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/ };
  });

/** One YAML document of a rule file. */
export interface YamlDocument {
  readonly place: RulePlace;
  /** Its map, which became a `Map` so that no key can reach a prototype; or why it is none. */
  readonly content: ReadonlyMap<unknown, unknown> | RuleError;
}

/**
 * Reads a file of YAML 1.1, as Sigma's tools do: an unquoted `No` is false. Documents without content are left out. One that is no YAML leaves the
 * others readable.
 */
export function readYaml(text: string, source: string): readonly YamlDocument[] {
  const whole: RulePlace = { source };
  if (text.length > MAX_CHARACTERS)
    return [{ place: whole, content: new RuleError('bad-yaml', whole, `it is longer than ${MAX_CHARACTERS} characters`) }];
  const documents = parsed(text, whole);
  if (documents instanceof RuleError) return [{ place: whole, content: documents }];
  const filled = documents.filter((document) => !isEmpty(document));
  if (filled.length === 0) return [{ place: whole, content: noMap(whole) }];
  return filled.map((document, index) => {
    const place = filled.length === 1 ? whole : { source, document: index + 1 };
    return { place, content: contentOf(document, place) };
  });
}

/** What stands behind a last `---` is a document, too, and its content a null. */
const isEmpty = ({ contents, errors }: Document): boolean =>
  errors.length === 0 && (contents === null || (isScalar(contents) && contents.value === null));

function parsed(text: string, place: RulePlace): readonly Document[] | RuleError {
  try {
    return Array.from<Document>(parseAllDocuments(text, { version: '1.1', logLevel: 'silent', customTags: withoutLetters }));
  } catch (error) {
    return noYaml(error, place);
  }
}

function contentOf(document: Document, place: RulePlace): YamlDocument['content'] {
  const [fault] = document.errors;
  if (fault !== undefined) return noYaml(fault, place);
  try {
    const content: unknown = document.toJS({ mapAsMap: true });
    return content instanceof Map ? content : noMap(place);
  } catch (error) {
    return noYaml(error, place);
  }
}

const noMap = (place: RulePlace): RuleError => new RuleError('bad-yaml', place, 'it is not a YAML map of fields');

function noYaml(error: unknown, place: RulePlace): RuleError {
  const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  return new RuleError('bad-yaml', place, `it is not YAML: ${reason.replace(/[.:]$/, '')}`);
}
