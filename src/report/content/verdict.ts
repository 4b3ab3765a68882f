import type { Case, Compromise, NextStep, Resource, Subject, TimelineEntry } from '../../core/case.ts';
import { formatCount } from '../../core/format-count.ts';
import { agentFamily } from '../../core/user-agent.ts';
import { ownWork } from '../../investigate/impact/own-work.ts';
import { addressCell } from './address-cell.ts';
import { aliveOf } from './alive.ts';
import { attackersDeeds, distinctOf, isPassedOn, timesOf } from './attackers-deeds.ts';
import { briefSentence } from './brief-sentence.ts';
import { badge, type Cell, events, jump, lines, nothing, phrase, type Tone, text, time, value } from './cell.ts';
import { counted, tally } from './counts.ts';
import { credentialState } from './credential-state.ts';
import type { CaseView, Fact } from './section.ts';
import { isUndecided, isUnused, whoseCalls } from './whose-calls.ts';

const STEPS_AT_ONCE = 3;
const SHOWN_AT_ONCE = 4;

/** The first screen: what happened, and what to do now. */
export interface Verdict {
  readonly tone: Tone;
  readonly headline: string;
  readonly facts: readonly Fact[];
  readonly steps: readonly NextStep[];
  readonly stepsLeft: number;
}

export const subjectKinds: Readonly<Record<Subject['kind'], string>> = {
  'access-key': 'Access key',
  user: 'User',
  role: 'Role',
  session: 'Session',
  'source-ip': 'Source address',
  event: 'Event',
};

const certaintyTones: Readonly<Record<Compromise['certainty'], Tone>> = {
  certain: 'danger',
  likely: 'warning',
  possible: 'warning',
};

/** The verdict of a case: headline, the six facts an incident lead asks for first, and the first steps. */
export function verdictOf(view: CaseView): Verdict {
  const { compromise, nextSteps } = view.case;
  return {
    tone: compromise ? certaintyTones[compromise.certainty] : 'calm',
    headline: headlineOf(view.case),
    facts: [
      { term: 'Since', cell: since(view.case) },
      { term: 'By whom', cell: byWhom(view.case) },
      { term: 'Still alive', cell: stillAlive(view) },
      { term: 'Touched', cell: touched(view) },
      { term: 'Not known', cell: notKnown(view.case) },
    ],
    steps: nextSteps.slice(0, STEPS_AT_ONCE),
    stepsLeft: Math.max(0, nextSteps.length - STEPS_AT_ONCE),
  };
}

function headlineOf(document: Case): string {
  const { compromise, subjects } = document;
  const them = subjects.length > 1 ? `${subjects.length} subjects` : '';
  if (compromise === null) {
    if (isUnused(document)) return 'No use in these logs';
    return isUndecided(document) ? 'These logs cannot tell who used it' : 'No sign in these logs of use by someone else';
  }
  const degree = { certain: 'Used by someone else', likely: 'Likely used by someone else', possible: 'Possibly used by someone else' }[
    compromise.certainty
  ];
  return `${degree} since ${compromise.since}${them && ` (${them})`}`;
}

function since(document: Case): Cell {
  const { compromise, firstUse, coverage, timeline } = document;
  if (compromise) {
    return lines(
      phrase(
        time(compromise.since),
        text(', '),
        badge(compromise.certainty, certaintyTones[compromise.certainty]),
        text(' '),
        events([compromise.eventId]),
      ),
      ...compromise.reasons.map(text),
    );
  }
  if (firstUse) return phrase(text('first use in the logs '), time(firstUse.eventTime), text(' '), events([firstUse.eventId]));
  const [signIn] = timeline;
  if (signIn && !isUnused(document)) return phrase(text('used to sign in '), time(signIn.eventTime), text(' '), events([signIn.eventId]));
  return text(`never used between ${coverage.from ?? '?'} and ${coverage.to ?? '?'}`);
}

function byWhom(document: Case): Cell {
  const { timeline, indicators, compromise, firstUse } = document;
  const calls = timeline.filter((entry) => entry.actor === 'attacker');
  if (calls.length === 0) {
    if (compromise === null) return firstUse ? text(byOwner(document)) : nothing;
    const undecided = timeline.filter(({ actor }) => actor === 'unknown');
    return lines(text('the logs cannot tell'), ...callsByAddress(undecided, document));
  }
  const families = tally(indicators.userAgents.map(agentFamily));
  return lines(
    ...callsByAddress(calls, document),
    ...families.slice(0, SHOWN_AT_ONCE).map(({ item, count }) => phrase(value(item), text(`, ${counted(count, 'user agent')}`))),
    ...more(families.length, 'tool', 'tools'),
  );
}

function callsByAddress(calls: readonly TimelineEntry[], document: Case): readonly Cell[] {
  const addresses = tally(calls.map((entry) => entry.sourceIPAddress));
  const firstFrom = new Map(calls.toReversed().map((entry) => [entry.sourceIPAddress, entry.eventId]));
  return [
    ...addresses
      .slice(0, SHOWN_AT_ONCE)
      .map(({ item, count }) => phrase(addressCell(item, document), text(', '), jump(counted(count, 'call'), firstFrom.get(item)))),
    ...more(addresses.length, 'address', 'addresses'),
  ];
}

function byOwner(document: Case): string {
  const { owner, unknown } = whoseCalls(document);
  if (unknown === 0) return 'its owner, as far as the logs show';
  const undecided = `of ${counted(unknown, 'call')} the logs cannot tell`;
  return owner === 0 ? undecided : `its owner in ${counted(owner, 'call')}, as far as the logs show; ${undecided}`;
}

function stillAlive({ case: document, shortName }: CaseView): Cell {
  const alive = aliveOf(document);
  if (alive.usable.length + alive.undecided.length + alive.principals.length === 0) return text('nothing that the logs show');
  const credentials = [...alive.sleepers, ...alive.usable.filter((credential) => credential.state !== 'sleeper'), ...alive.undecided];
  return lines(
    text(`${counted(alive.usable.length, 'credential')} usable${alive.sleepers.length === 0 ? '' : `, ${alive.sleepers.length} never used`}`),
    ...credentials
      .slice(0, SHOWN_AT_ONCE)
      .map((credential) =>
        phrase(
          value(credential.id),
          text(' '),
          ...(credential.principal === null ? [] : [value(credential.principal, shortName(credential.principal)), text(' ')]),
          credentialState(credential, document.principals),
        ),
      ),
    ...more(credentials.length, 'credential', 'credentials'),
    ...alive.principals
      .slice(0, SHOWN_AT_ONCE)
      .map((principal) => phrase(text(`${principal.kind} `), value(principal.arn, shortName(principal.arn)), text(', created by them'))),
    ...more(alive.principals.length, 'user or role', 'users and roles'),
  );
}

function touched({ case: document }: CaseView): Cell {
  const resources = (document.compromise === null ? document : attackersDeeds(document)).resources.filter((one) => !isPassedOn(one));
  if (resources.length === 0) return text('no resource that the logs name');
  const actions = [...new Set(resources.map(({ action }) => action))].map((action) => {
    const those = distinctOf(resources, action);
    return jump(counted(those.length, action, action), those[0]?.eventId);
  });
  const isOwn = ownWork(resources, timesOf(document));
  const named = (action: 'shared' | 'deleted', those: readonly Resource[]): Cell[] => [
    ...those
      .slice(0, SHOWN_AT_ONCE)
      .map(({ type, name, eventId }) => phrase(text(`${action}: `), value(type), text(' '), value(name), text(' '), events([eventId]))),
    ...more(those.length, action, action),
  ];
  const deleted = distinctOf(resources, 'deleted');
  const own = deleted.filter(isOwn);
  return lines(
    phrase(...actions.flatMap((action, index) => (index === 0 ? [action] : [text(', '), action]))),
    ...named('shared', distinctOf(resources, 'shared')),
    ...named(
      'deleted',
      deleted.filter((resource) => !isOwn(resource)),
    ),
    ...(own.length === 0 ? [] : [jump(`${formatCount(own.length)} deleted that these calls had made themselves`, own[0]?.eventId)]),
  );
}

const notKnown = ({ unknowns }: Case): Cell =>
  unknowns.length === 0
    ? text('no gap that keytrail knows of')
    : lines(...unknowns.slice(0, SHOWN_AT_ONCE).map((unknown) => text(briefSentence(unknown))), ...more(unknowns.length, 'unknown', 'unknowns'));

const more = (total: number, noun: string, plural: string): readonly Cell[] =>
  total > SHOWN_AT_ONCE ? [text(`and ${counted(total - SHOWN_AT_ONCE, noun, plural)} more, below`)] : [];
