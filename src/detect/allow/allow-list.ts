import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { KeytrailError } from '../../core/errors.ts';
import { type CloudTrailEvent, principalArn } from '../../core/event.ts';
import { fold } from '../../sigma/fold.ts';
import { parseNetwork } from '../../sigma/network.ts';
import { fitsPattern, parsePattern } from '../../sigma/pattern.ts';
import type { Header } from '../../sigma/rule.ts';

/** One entry of a known-good list: calls that are known and no news, of which all that it names must hold. */
export interface AllowEntry {
  readonly file: string;
  /** The line in the file on which it begins, from 1. */
  readonly line: number;
  readonly reason: string;
  /** What it asks, as the file has it. */
  readonly asks: Readonly<Record<string, string>>;
  /** Whether the match of a rule on an event is known good. */
  readonly covers: (rule: Pick<Header, 'id' | 'title'>, event: CloudTrailEvent) => boolean;
}

const text = z.string().min(1);
const network = text.superRefine((value, context) => {
  const read = parseNetwork(value);
  if (typeof read === 'string') context.addIssue({ code: 'custom', message: read });
});
const criteria = {
  principal: text.optional(),
  network: network.optional(),
  userAgent: text.optional(),
  rule: text.optional(),
  account: z
    .string('an account is a text of 12 digits in quotes')
    .regex(/^\d{12}$/, 'an account is a text of 12 digits in quotes')
    .optional(),
};
const entrySchema = z
  .strictObject({ reason: text, ...criteria, until: z.union([z.iso.date(), z.iso.datetime()], 'until is a day or a time in UTC').optional() })
  .refine((entry) => Object.keys(criteria).some((name) => name in entry), `an entry names at least one of ${Object.keys(criteria).join(', ')}`);

const hint = "Write it like: - {reason: our scanner, principal: 'arn:aws:iam::*:user/scanner', network: 203.0.113.0/24, until: 2026-12-31}";

/**
 * Reads a known-good list: a list of YAML, each entry with a reason and what the calls have in common (`principal`, `network`, `userAgent`, `rule`,
 * `account`; `*` and `?` stand for any text and character), and perhaps `until`, from when on calls are news again.
 *
 * @param source what errors call it
 * @throws KeytrailError `KT_INPUT_UNREADABLE`, naming line and place: a list that is read in part would silence in part
 */
export function parseAllowList(content: string, source: string): readonly AllowEntry[] {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines });
  const [fault] = document.errors;
  if (fault !== undefined) throw refused(source, lines.linePos(fault.pos[0]).line, fault.message.split('\n')[0]?.replace(/[.:]$/, '') ?? '');
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      if (isPlaced(node)) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const parsed = z.array(entrySchema).safeParse(document.toJS());
  if (parsed.success) return parsed.data.map((entry, index) => allowEntry(entry, source, lineOf([index])));
  const [issue] = parsed.error.issues;
  const [index, ...field] = issue?.path ?? [];
  const place = index === undefined ? '' : `entry ${Number(index) + 1}${field.length === 0 ? '' : `, ${field.join('.')}`}: `;
  throw refused(source, lineOf(issue?.path ?? []), `${place}${issue?.message}`);
}

const isPlaced = (node: unknown): node is { readonly range: readonly [number, number, number] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);

const refused = (source: string, line: number, reason: string): KeytrailError =>
  new KeytrailError('KT_INPUT_UNREADABLE', `"${source}" is no known-good list: line ${line}: ${reason}.`, { hint });

function allowEntry({ reason, until, ...asked }: z.output<typeof entrySchema>, file: string, line: number): AllowEntry {
  const tests: ((rule: Pick<Header, 'id' | 'title'>, event: CloudTrailEvent) => boolean)[] = [];
  const { principal, network: addresses, userAgent, rule: wanted, account } = asked;
  if (principal !== undefined) {
    const fits = fitting(principal);
    tests.push((_, { userIdentity }) => [userIdentity?.arn, principalArn(userIdentity)].some((arn) => typeof arn === 'string' && fits(arn)));
  }
  if (addresses !== undefined) {
    const read = parseNetwork(addresses);
    tests.push((_, { sourceIPAddress }) => typeof read !== 'string' && read.holds(sourceIPAddress));
  }
  if (userAgent !== undefined) {
    const fits = fitting(userAgent);
    tests.push((_, event) => event.userAgent !== null && fits(event.userAgent));
  }
  if (wanted !== undefined) {
    const fits = fitting(wanted);
    tests.push(({ id, title }) => fits(id) || fits(title));
  }
  if (account !== undefined) tests.push((_, { recipientAccountId, userIdentity }) => (recipientAccountId ?? userIdentity?.accountId) === account);
  if (until !== undefined) tests.push((_, { eventTime }) => eventTime < until);
  return {
    file,
    line,
    reason,
    asks: Object.fromEntries(Object.entries({ ...asked, until }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    covers: (rule, event) => tests.every((holds) => holds(rule, event)),
  };
}

function fitting(asked: string): (text: string) => boolean {
  const pattern = parsePattern(asked, 'whole', false);
  return (text) => fitsPattern(pattern, fold(text));
}
