export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

const VOID = new Set(['meta', 'col', 'br', 'wbr', 'input']);
const TAG = /<(\/?)([A-Za-z][A-Za-z0-9]*)((?:\s+[A-Za-z][A-Za-z0-9:-]*="[^"<>]*")*)\s*(\/?)>/y;

/**
 * Every start tag of a document, read more strictly than a browser does: a `<` that begins no tag of the plain form, an attribute without quotes or a
 * tag that is closed out of order is an error. The style sheet is skipped.
 */
export function readTags(document: string): readonly Tag[] {
  const source = document.replace(/^<!DOCTYPE html>\n/, '').replace(/<style>[^<]*<\/style>/, '<style></style>');
  const tags: Tag[] = [];
  const open: string[] = [];
  for (let at = source.indexOf('<'); at >= 0; at = source.indexOf('<', at + 1)) {
    TAG.lastIndex = at;
    const match = TAG.exec(source);
    if (!match) throw new Error(`no tag at: ${source.slice(at, at + 80)}`);
    const [, closing, name = '', attributes = '', selfClosing] = match;
    if (closing) {
      const expected = open.pop();
      if (expected !== name) throw new Error(`</${name}> where </${expected}> should be, at: ${source.slice(at - 80, at + 20)}`);
      continue;
    }
    tags.push({
      name,
      attributes: new Map([...attributes.matchAll(/([A-Za-z][A-Za-z0-9:-]*)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value])),
    });
    if (!selfClosing && !VOID.has(name)) open.push(name);
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(' ')}`);
  return tags;
}

/** What a reader sees of a document: no tags, entities read. */
export const textOf = (document: string): string =>
  document
    .replace(/<style>[^<]*<\/style>/, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
