import { scalar } from './function.ts';

const part = (pattern: string): string => `NULLIF(regexp_extract($1, '${pattern}', 1), '')`;

const rawQuery = `CASE WHEN regexp_matches($1, '^[A-Za-z][^?#]*[?]') THEN regexp_extract($1, '^[^?#]*[?]([^#]*)', 1) END`;

/** Functions on URLs. */
export const urlFunctions = [
  scalar('url_extract_protocol(varchar) -> varchar', part('^([A-Za-z][A-Za-z0-9+.-]*):')),
  scalar('url_extract_host(varchar) -> varchar', part('^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#:]*)')),
  scalar('url_extract_port(varchar) -> bigint', `TRY_CAST(${part('^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?[^/?#:]*:([0-9]+)')} AS BIGINT)`),
  scalar('url_extract_path(varchar) -> varchar', "url_decode(regexp_extract($1, '^(?:[A-Za-z][A-Za-z0-9+.-]*:)?(?://[^/?#]*)?([^?#]*)', 1))"),
  // Unlike a parameter, it keeps its plus signs.
  scalar('url_extract_query(varchar) -> varchar', `url_decode(${rawQuery})`),
  scalar(
    'url_extract_parameter(varchar, varchar) -> varchar',
    `url_decode(replace(split_part(list_filter(string_split(${rawQuery}, '&'), lambda p: split_part(p, '=', 1) = $2)[1], '=', 2), '+', ' '))`,
  ),
  scalar('url_extract_fragment(varchar) -> varchar', part('#(.*)$')),
  scalar('url_decode(varchar) -> varchar', "url_decode(replace($1, '+', ' '))"),
  scalar('url_encode(varchar) -> varchar', "replace(replace(replace(url_encode($1), '%20', '+'), '~', '%7E'), '%2A', '*')"),
] as const;
