import { unsupported } from '../refusal.ts';
import { type Arguments, type Emit, scalar } from './function.ts';

/** Athena trims every kind of space, DuckDB only the blank. */
const spaces = String.raw`E' \t\n\x0b\x0c\r'`;

/** Position 0 and positions before the beginning give an empty text. */
function substring(args: Arguments): string {
  const [text, start, length] = args.map((arg) => arg.sql);
  const cut = length === undefined ? `substring(${text}, ${start})` : `substring(${text}, ${start}, greatest(${length}, 0))`;
  if ((args[1].integer ?? 0n) > 0n) return cut;
  return `CASE WHEN ${start} = 0 OR -${start} > length(${text}) THEN ${length === undefined ? `left(${text}, 0)` : `left(${text}, 0 * ${length})`} ELSE ${cut} END`;
}

/** At most so many parts; the last one keeps what is left as it is. */
const limitedSplit: Emit = (args, site) => {
  const [text, delimiter, limit] = args.map((arg) => arg.sql);
  const cut = `CASE WHEN len(p) <= ${limit} THEN p ELSE list_slice(p, 1, ${limit} - 1) || [array_to_string(list_slice(p, ${limit}, len(p)), ${delimiter})] END`;
  return `CASE WHEN ${limit} < 1 THEN ${site.raise('The limit must be greater than zero')} ELSE list_transform([string_split(${text}, ${delimiter})], lambda p: ${cut})[1] END`;
};

/** Where a text stands for the nth time, from the end when n is negative; 0 where it does not. */
const nthPosition: Emit = (args, site) => {
  const [text, wanted, nth] = args.map((arg) => arg.sql);
  const before = `CASE WHEN ${nth} > 0 THEN ${nth} ELSE len(p) + ${nth} END`;
  const found = `CASE WHEN abs(${nth}) < len(p) THEN length(array_to_string(list_slice(p, 1, ${before}), ${wanted})) + 1 ELSE 0 END`;
  return `CASE WHEN ${nth} = 0 THEN ${site.raise("'instance' must be a positive or negative number.")} ELSE list_transform([string_split(${text}, ${wanted})], lambda p: ${found})[1] END`;
};

const padded =
  (name: string): Emit =>
  ([text, length, by], site) => {
    const call = `${name}(${text.sql}, CAST(${length.sql} AS INTEGER), ${by.sql})`;
    if ((length.integer ?? -1n) >= 0n) return call;
    return `CASE WHEN ${length.sql} < 0 THEN ${site.raise('Target length must not be negative')} ELSE ${call} END`;
  };

/** Functions on text. */
export const stringFunctions = [
  scalar('lower(varchar) -> varchar', 'lower($1)'),
  scalar('upper(varchar) -> varchar', 'upper($1)'),
  scalar('length(varchar) -> bigint', 'length($1)'),
  scalar('length(varbinary) -> bigint', 'octet_length($1)'),
  scalar('reverse(varchar) -> varchar', 'reverse($1)'),
  scalar('trim(varchar) -> varchar', `trim($1, ${spaces})`),
  scalar('ltrim(varchar) -> varchar', `ltrim($1, ${spaces})`),
  scalar('rtrim(varchar) -> varchar', `rtrim($1, ${spaces})`),
  scalar('trim(varchar, varchar) -> varchar', 'trim($1, $2)'),
  scalar('ltrim(varchar, varchar) -> varchar', 'ltrim($1, $2)'),
  scalar('rtrim(varchar, varchar) -> varchar', 'rtrim($1, $2)'),
  scalar('substr(varchar, bigint) -> varchar', substring),
  scalar('substr(varchar, bigint, bigint) -> varchar', substring),
  scalar('substring(varchar, bigint) -> varchar', substring),
  scalar('substring(varchar, bigint, bigint) -> varchar', substring),
  scalar('strpos(varchar, varchar) -> bigint', 'strpos($1, $2)'),
  scalar('strpos(varchar, varchar, bigint) -> bigint', nthPosition),
  scalar('starts_with(varchar, varchar) -> boolean', 'starts_with($1, $2)'),
  scalar('ends_with(varchar, varchar) -> boolean', 'ends_with($1, $2)'),
  scalar('replace(varchar, varchar) -> varchar', "replace($1, $2, '')"),
  scalar('replace(varchar, varchar, varchar) -> varchar', 'replace($1, $2, $3)'),
  scalar('translate(varchar, varchar, varchar) -> varchar', 'translate($1, $2, $3)'),
  scalar('concat(varchar, varchar...) -> varchar', (args) => `(${args.map((arg) => arg.sql).join(' || ')})`),
  scalar('concat_ws(varchar, varchar...) -> varchar', 'concat_ws($*)'),
  scalar('concat_ws(varchar, array(varchar)) -> varchar', 'array_to_string(list_filter($2, lambda e: e IS NOT NULL), $1)'),
  scalar('split(varchar, varchar) -> array(varchar)', 'string_split($1, $2)'),
  scalar('split(varchar, varchar, bigint) -> array(varchar)', limitedSplit),
  scalar('split_part(varchar, varchar, bigint) -> varchar', (args, site) => {
    const [text, delimiter, index] = args.map((arg) => arg.sql);
    const part = `list_extract(string_split(${text}, ${delimiter}), ${index})`;
    if ((args[2].integer ?? 0n) > 0n) return part;
    return `CASE WHEN ${index} < 1 THEN ${site.raise('Index must be greater than zero')} ELSE ${part} END`;
  }),
  scalar('lpad(varchar, bigint, varchar) -> varchar', padded('lpad')),
  scalar('rpad(varchar, bigint, varchar) -> varchar', padded('rpad')),
  scalar('normalize(varchar, varchar) -> varchar', ([text, form]) => {
    if (form.text?.toUpperCase() !== 'NFC') throw unsupported(form.at, `normalize to ${form.text} is not supported`, 'NFC is.');
    return `nfc_normalize(${text.sql})`;
  }),
  scalar('chr(bigint) -> varchar', 'chr(CAST($1 AS INTEGER))'),
  scalar('codepoint(varchar) -> integer', 'unicode($1)'),
  scalar('hamming_distance(varchar, varchar) -> bigint', 'hamming($1, $2)'),
  scalar('levenshtein_distance(varchar, varchar) -> bigint', 'levenshtein($1, $2)'),
  scalar('to_utf8(varchar) -> varbinary', 'encode($1)'),
  scalar('from_utf8(varbinary) -> varchar', 'decode($1)'),
  scalar('to_base64(varbinary) -> varchar', 'to_base64($1)'),
  scalar('from_base64(varchar) -> varbinary', 'from_base64($1)'),
  scalar('to_base64url(varbinary) -> varchar', "replace(replace(to_base64($1), '+', '-'), '/', '_')"),
  scalar('to_hex(varbinary) -> varchar', 'hex($1)'),
  scalar('from_hex(varchar) -> varbinary', 'unhex($1)'),
  scalar('md5(varbinary) -> varbinary', 'unhex(md5($1))'),
  scalar('sha1(varbinary) -> varbinary', 'unhex(sha1($1))'),
  scalar('sha256(varbinary) -> varbinary', 'unhex(sha256($1))'),
] as const;
