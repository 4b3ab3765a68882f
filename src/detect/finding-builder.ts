import { createHash } from 'node:crypto';
import { type CloudTrailEvent, callerKeyId, principalArn } from '../core/event.ts';
import type { Finding } from '../core/finding.ts';
import { reasonsFor } from '../sigma/reasons.ts';
import type { Header, Rule } from '../sigma/rule.ts';
import { type AlikeEvents, byMoment, type Moment, partsOf } from './alike-events.ts';
import { techniquesOf } from './techniques.ts';
import { TieCollector, type TiedFinding } from './ties.ts';

/** Values shown for one claim of `why`. */
const MAX_VALUES = 5;

/** What matches are grouped by: the caller's credential, failing that its principal, failing that where the call came from. */
export const groupOf = (event: CloudTrailEvent): string =>
  callerKeyId(event) ?? principalArn(event.userIdentity) ?? event.userIdentity?.principalId ?? event.userIdentity?.invokedBy ?? event.sourceIPAddress;

/** Grows with the matches of one rule by one caller. */
export class FindingBuilder {
  readonly #rule: Rule;
  readonly #group: string;
  readonly #moments: Moment[] = [];
  readonly #ties = new TieCollector();
  readonly #claims = new Map<string, Values>();

  constructor(rule: Rule, group: string) {
    this.#rule = rule;
    this.#group = group;
  }

  /** The first of the events must come in order of time. */
  add({ event, moments }: AlikeEvents): void {
    for (const moment of moments) this.#moments.push(moment);
    for (const { claim, value } of reasonsFor(this.#rule, event)) this.#claims.set(claim, withValue(this.#claims.get(claim) ?? null, value));
    this.#ties.add(event);
  }

  build(): TiedFinding {
    const moments = this.#moments.sort(byMoment);
    const eventIds = [...new Set(moments.map((moment) => ownText(partsOf(moment).eventID)))];
    const why = [...this.#claims].map(([claim, values]) => `${claim}${listed(values)}`).join('; ');
    const { ruleId, title, level, author, link, licence, techniques, explanation } = statementOf(this.#rule);
    // Written out: an object that another is spread into takes four times the memory.
    const finding: Finding = {
      id: stableId([ruleId, this.#group]),
      ruleId,
      title,
      level,
      author,
      link,
      licence,
      techniques,
      group: this.#group,
      eventIds,
      firstTime: timeOf(moments[0]),
      lastTime: timeOf(moments.at(-1)),
      count: eventIds.length,
      why: ownText(why),
      explanation,
    };
    return this.#ties.tied(finding);
  }
}

/** Different values of a claim, in order: none, one, or several. */
type Values = null | string | Set<string>;

function withValue(values: Values, value: string | null): Values {
  if (value === null || values === value) return values;
  if (values === null) return value;
  return typeof values === 'string' ? new Set([values, value]) : values.add(value);
}

const timeOf = (moment: Moment | undefined): string => (moment === undefined ? '' : ownText(partsOf(moment).eventTime));

/** A part of a text keeps the whole of it in memory, and a text put together its parts; a rule may have a hundred thousand findings. */
const ownText = (part: string): string => Buffer.from(part).toString();

/** What a finding says of its rule: author, link and licence stand wherever a match is shown. */
export function statementOf(rule: Header): Statement {
  const statement = statements.get(rule) ?? newStatement(rule);
  statements.set(rule, statement);
  return statement;
}

type Statement = ReturnType<typeof newStatement>;

/** The findings of a rule share it. */
const statements = new WeakMap<Header, Statement>();

const newStatement = (rule: Header) => ({
  ruleId: rule.id,
  title: rule.title,
  level: rule.level,
  author: rule.author,
  link: rule.references[0] ?? null,
  licence: rule.licence,
  techniques: [...techniquesOf(rule.tags)],
  explanation: rule.description.replace(/\s+/g, ' '),
});

function listed(values: Values): string {
  const all = values === null ? [] : typeof values === 'string' ? [values] : [...values];
  const shown = all.slice(0, MAX_VALUES);
  if (all.length > shown.length) return ` ${shown.join(', ')} or ${others(all.length - shown.length)}`;
  const last = shown.pop();
  if (last === undefined) return '';
  return shown.length === 0 ? ` ${last}` : ` ${shown.join(', ')} or ${last}`;
}

/** How many more there are than are named. */
export const others = (count: number): string => (count === 1 ? '1 other' : `${count} others`);

/** The same from run to run, so that a report can point at it. */
export const stableId = (parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest().toString('hex', 0, 8);
