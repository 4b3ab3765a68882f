import { isUuid } from '../../core/uuid-columns.ts';
import type { Expression } from '../ast.ts';
import { quoteName } from '../duckdb-text.ts';
import { quoteLiteral } from '../literal.ts';
import type { Context } from './context.ts';
import { wantedTexts } from './wanted-texts.ts';

/** More UUIDs than these are longer compared than it takes to read the columns beside them. */
const MOST = 32;

/** A condition on ids once more, of the UUIDs that they are: to compare texts, the engine would write out every id, and read the columns beside it. */
export function uuidCondition(part: Expression, context: Context): string[] {
  const wanted = wantedTexts(part, context);
  const column = wanted?.stored.uuid;
  if (wanted === null || column === undefined || wanted.texts.length > MOST || !wanted.texts.every(isUuid)) return [];
  const uuids = wanted.texts.map((text) => `${quoteLiteral(text)}::UUID`);
  return [`coalesce(${wanted.stored.relation}.${quoteName(column)} IN (${uuids.join(', ')}), FALSE)`];
}
