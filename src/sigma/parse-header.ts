import { type Level, levelSchema, levels } from '../core/finding.ts';
import type { Header } from './rule.ts';
import { RuleError, type RulePlace } from './rule-error.ts';

/**
 * Reads what every document says of itself.
 *
 * @throws RuleError `missing-title`, `bad-header`, `other-logsource`
 */
export function parseHeader(document: ReadonlyMap<unknown, unknown>, place: RulePlace): Header {
  const title = optionalText(document, 'title', place);
  if (title === null) throw new RuleError('missing-title', place, 'the rule has no title');
  checkLogsource(document.get('logsource'), place);
  return {
    id: optionalText(document, 'id', place) ?? sourceId(place),
    name: optionalText(document, 'name', place),
    title,
    description: optionalText(document, 'description', place) ?? '',
    level: parseLevel(document.get('level'), place),
    author: optionalText(document, 'author', place),
    licence: optionalText(document, 'license', place),
    references: texts(document, 'references', place),
    tags: texts(document, 'tags', place),
    falsePositives: texts(document, 'falsepositives', place),
    source: place.source,
    place,
  };
}

/** Documents of one file are told apart by their number. */
const sourceId = ({ source, document }: RulePlace): string => (document === undefined ? source : `${source}#${document}`);

/** A rule that states no level is told without weight. */
function parseLevel(value: unknown, place: RulePlace): Level {
  const level = levelSchema.safeParse(value ?? 'informational');
  if (level.success) return level.data;
  throw new RuleError('bad-header', { ...place, field: 'level' }, `${JSON.stringify(value)} is no level`, `Levels are ${levels.join(', ')}.`);
}

/** A rule for another product would look for fields that no CloudTrail record has, and silently never match. */
function checkLogsource(value: unknown, place: RulePlace): void {
  if (!(value instanceof Map)) return;
  const stated: readonly unknown[] = [value.get('product'), value.get('service')];
  if (['aws', 'cloudtrail'].every((own, index) => (stated[index] ?? own) === own)) return;
  const other = stated.filter((part) => part !== undefined).join('/');
  const hint = /^(aws)?\/?(cloudtrail)?$/i.test(other) ? 'Sigma writes log sources in small letters.' : undefined;
  throw new RuleError('other-logsource', { ...place, field: 'logsource' }, `the rule is for ${other}, not for aws/cloudtrail`, hint);
}

function optionalText(document: ReadonlyMap<unknown, unknown>, key: string, place: RulePlace): string | null {
  const value = document.get(key) ?? null;
  if (value === null) return null;
  if (typeof value !== 'string') throw new RuleError('bad-header', { ...place, field: key }, 'it is not text', 'Quote it.');
  return value.trim() === '' ? null : value.trim();
}

function texts(document: ReadonlyMap<unknown, unknown>, key: string, place: RulePlace): readonly string[] {
  const value = document.get(key) ?? [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((element) => {
    if (typeof element === 'string') return element;
    throw new RuleError('bad-header', { ...place, field: key }, 'it is not a list of texts', 'Quote its elements.');
  });
}
