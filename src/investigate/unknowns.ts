import { accountOfId } from '../core/access-key-id.ts';
import type { CaseCredential, Coverage, TimelineEntry } from '../core/case.ts';
import { byTime, type CloudTrailEvent, plainEventName, succeeded } from '../core/event.ts';
import { groupBy } from '../core/group-by.ts';
import { portalFetches } from '../core/identity-center.ts';
import { givesOtherAccess } from '../core/other-access.ts';
import { spanSentence, type TimeWindow } from '../core/time-window.ts';
import { followed, type Lineage } from '../lineage/lineage.ts';
import { targetOf } from './impact/target-of.ts';
import { weakenedLogging } from './impact/weakens-logging.ts';
import { sharedAddresses } from './shared-addresses.ts';
import { unnamedTargets } from './unnamed-targets.ts';
import type { CallMarks } from './whose-call/marks.ts';

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** What the logs cannot tell, in sentences: a responder must know it as well as what they tell. */
export function unknownsOf(
  lineage: Lineage,
  credentials: readonly CaseCredential[],
  timeline: readonly TimelineEntry[],
  coverage: Coverage,
  asked: { readonly window?: TimeWindow; readonly marks?: CallMarks } = {},
): string[] {
  return [
    ...ofWindow(asked.window ?? {}),
    ...ofMarks(asked.marks ?? new Map(), timeline),
    ...ofWord(timeline),
    ...ofLogging(lineage),
    ...ofCoverage(coverage),
    ...ofAccount(credentials, coverage),
    ...ofOwner(lineage),
    ...ofOrigins(lineage, coverage),
    ...ofAddresses(lineage),
    ...ofUnexplained(lineage),
    ...unnamedTargets(lineage.credentials.flatMap(followed).toSorted(byTime)),
    ...ofOtherAccess(lineage),
    ...ofCalls(credentials, timeline),
  ];
}

/** A slip in an eventID must not look as if the mark had been heeded. */
function ofMarks(marks: CallMarks, timeline: readonly TimelineEntry[]): string[] {
  const calls = new Set(timeline.map(({ eventId }) => eventId));
  return [...marks.keys()].filter((eventId) => !calls.has(eventId)).map((eventId) => `You marked event ${eventId}, which is no call of this case.`);
}

/** What the user says stands above all signs: a reader who was not asked must see what rests on it. */
function ofWord(timeline: readonly TimelineEntry[]): string[] {
  const heard = timeline.filter(({ why }) => /^you (named|marked) /.test(why));
  const parts = [...groupBy(heard, ({ actor }) => actor)].map(
    ([actor, calls]) => `${count(calls.length, 'call')} ${calls.length === 1 ? 'is' : 'are'} the ${actor}'s`,
  );
  return heard.length === 0 ? [] : [`That ${parts.join(' and ')} rests on what you said, not on these logs (first: event ${heard[0]?.eventId}).`];
}

/** What was left out on purpose is said first: a mint before the window and a deletion after it are not in the case. */
function ofWindow(window: TimeWindow): string[] {
  const span = spanSentence(window);
  return span === null
    ? []
    : [`Only events ${span} were looked at, as you asked: what was minted, used or deleted outside of that is not in this case.`];
}

/** What an attacker does to the logs comes first: from then on everything else is told by what is left of them. */
function ofLogging({ credentials }: Lineage): string[] {
  const { ofAccount, ofOwn } = weakenedLogging(credentials.flatMap(followed).filter(succeeded).toSorted(byTime));
  const [first] = ofOwn;
  return [
    ...ofAccount.map(
      (event) => `From ${event.eventTime} on the logs may lack what they would have held: ${callOf(event)} succeeded (event ${event.eventID}).`,
    ),
    ...(first === undefined
      ? []
      : [
          `${count(ofOwn.length, 'call')} took away or weakened logging that the same credentials had set up before (first: ${callOf(first)}, event ${first.eventID}): what that logging saw is lost, the account's own is untouched by ${ofOwn.length === 1 ? 'it' : 'them'}.`,
        ]),
  ];
}

const callOf = (event: CloudTrailEvent): string => `${plainEventName(event.eventName)} ${targetOf(event) ?? ''}`.trimEnd();

function ofCoverage({ dataEvents, from, to, unreadable, digests, gaps }: Coverage): string[] {
  return [
    ...(dataEvents === 'none'
      ? ['Object reads in S3, Lambda invocations and other data events are not in these logs: what was read or run that way cannot be told.']
      : []),
    ...(dataEvents === 'some'
      ? [
          'These logs hold some data events; of which buckets, functions and tables the trail records them is not known: what was read or run elsewhere cannot be told.',
        ]
      : []),
    ...(from === null || to === null ? [] : [`Nothing before ${from} or after ${to} is in these logs; events arrive up to 15 minutes late.`]),
    ...(unreadable.length > 0
      ? [
          `${count(unreadable.length, 'file')} could not be read: ${unreadable
            .slice(0, 3)
            .map(({ file, why }) => `${file} (${why})`)
            .join(', ')}.`,
        ]
      : []),
    ...gaps.map((gap) => `Between ${gap.from} and ${gap.to} something may be missing: ${gap.why}.`),
    `Whether the logs were altered, as far as digests tell: ${digests}.`,
  ];
}

const ofAddresses = (lineage: Lineage): string[] =>
  [...sharedAddresses(lineage)].map(
    (address) => `Owner and attacker both call from ${address}: it is no indicator, and what other keys did from there was not looked at.`,
  );

function ofAccount(credentials: readonly CaseCredential[], { accounts }: Coverage): string[] {
  const foreign = credentials.filter(({ id }) => {
    const account = accountOfId(id);
    return account !== null && !accounts.includes(account);
  });
  return foreign.length === 0
    ? []
    : [
        `The ids of ${foreign
          .slice(0, 3)
          .map(({ id }) => id)
          .join(
            ', ',
          )}${foreign.length > 3 ? ` and ${foreign.length - 3} more` : ''} decode to an account that is not in these logs: a foreign key, or anonymised data.`,
      ];
}

/** Where the story begins before these logs, or outside of them. */
function ofOrigins({ credentials }: Lineage, { accounts }: Coverage): string[] {
  const rootless = credentials.filter(({ depth, mint, kind, events }) => depth === 0 && mint === null && isSession(kind) && events.length > 0);
  const foreign = credentials.flatMap(({ id, mint }) => {
    const { type, accountId } = mint?.event.userIdentity ?? {};
    return mint !== null && type === 'AWSAccount' && accountId !== undefined && !accounts.includes(accountId)
      ? [{ id, event: mint.event, accountId }]
      : [];
  });
  const ids = rootless.slice(0, 3).map(({ id }) => id);
  return [
    ...(rootless.length === 0
      ? []
      : [
          `How ${ids.join(', ')}${rootless.length > ids.length ? ` and ${rootless.length - ids.length} more` : ''} came to be is not in these logs: who opened ${rootless.length === 1 ? 'it' : 'them'}, and what else that caller holds, cannot be told.`,
        ]),
    ...foreign.map(
      ({ id, event, accountId }) =>
        `${id} was opened from account ${accountId} (event ${event.eventID}), whose logs are not here: with which credential, cannot be told.`,
    ),
  ];
}

const isSession = (kind: CaseCredential['kind']): boolean => ['role-session', 'session-token', 'federation-token', 'console-session'].includes(kind);

/** A long-term credential stands for itself; sessions of a busy owner stand together, for they would bury the rest. */
function ofOwner({ notFollowed }: Lineage): string[] {
  const minted = notFollowed.flatMap(({ id, mint, expiresAt }) => (mint === null ? [] : [{ id, event: mint.event, together: expiresAt !== null }]));
  const groups = groupBy(minted, ({ id, event, together }) => (together ? event.eventName : id));
  return [...groups.values()].map((group) => {
    const [first, last] = [group[0], group.at(-1)];
    const ids = group.map(({ id }) => id).join(', ');
    const events = group.length === 1 ? `event ${first?.event.eventID}` : `events ${first?.event.eventID} to ${last?.event.eventID}`;
    const were = group.length === 1 ? `${ids} was` : `${group.length} sessions (${ids}) were`;
    return `${were} minted by ${first?.event.eventName} calls held to be the owner's (${events}) and not followed.`;
  });
}

/** Calls that may be the attacker's or the owner's own; what cannot be told for one reason is told together. */
const ofUnexplained = ({ unexplained }: Lineage): string[] =>
  [...groupBy(unexplained, ({ why }) => why)].map(([why, some]) => {
    const ids = some.slice(0, 5).map(({ id }) => id);
    const more = some.length > ids.length ? ` and ${some.length - ids.length} more` : '';
    return `Whose calls those of ${ids.join(', ')}${more} are cannot be told (first: event ${some[0]?.event.eventID}): ${why}.`;
  });

/** Doors behind which CloudTrail does not look. */
function ofOtherAccess({ credentials }: Lineage): string[] {
  const calls = groupBy(credentials.flatMap(followed).filter(givesOtherAccess).toSorted(byTime), ({ eventName }) => plainEventName(eventName));
  return [...calls].map(([name, events]) => {
    const many = events.length === 1 ? '' : `${count(events.length, 'call')}, first: `;
    const target = events[0] === undefined ? null : targetOf(events[0]);
    return `${name}${events.length === 1 && target !== null ? ` ${target}` : ''} gave access that no AWS access key shows (${many}event ${events[0]?.eventID}): what was done with it is not in these logs.`;
  });
}

function ofCalls(credentials: readonly CaseCredential[], timeline: readonly TimelineEntry[]): string[] {
  const unclear = timeline.filter(({ actor }) => actor === 'unknown');
  const blind = timeline.filter(({ summary, eventName, actor }) => actor === 'attacker' && summary === `denied: ${eventName}`);
  const cut = credentials.filter(({ state }) => state === 'unknown');
  const ended = credentials.filter(({ state }) => state === 'deleted' || state === 'inactive');
  return [
    ...(unclear.length > 0
      ? [
          `Whose ${count(unclear.length, 'call')} ${unclear.length === 1 ? 'was' : 'were'} cannot be told (first: event ${unclear[0]?.eventId}); what ${unclear.length === 1 ? 'it' : 'they'} minted counts as possible.`,
        ]
      : []),
    ...(blind.length > 0
      ? [
          `${count(blind.length, 'denied call')} of the attacker ${blind.length === 1 ? 'does' : 'do'} not say what ${blind.length === 1 ? 'it was' : 'they were'} aimed at (first: event ${blind[0]?.eventId}).`,
        ]
      : []),
    ...cut.map(
      ({ mintedBy }) =>
        `The credential minted by event ${mintedBy?.eventId} cannot be named: ${
          portalFetches.includes(mintedBy?.eventName ?? '')
            ? "the portal's record names none, and the one of the role's account is not in these logs, or not alone in its second"
            : 'its record was cut'
        }.`,
    ),
    ...(ended.length > 0 ? ['Calls with a deleted or inactive key never reach the trail: silence after that proves nothing.'] : []),
  ];
}
