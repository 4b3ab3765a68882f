import { nameOfArn } from '../../core/arn.ts';
import type { Case, CasePrincipal, Resource } from '../../core/case.ts';
import { formatCount } from '../../core/format-count.ts';
import { ownWork } from '../../investigate/impact/own-work.ts';
import { shortenText } from '../visible-text.ts';
import { aliveOf } from './alive.ts';
import { attackersDeeds, distinctOf, timesOf } from './attackers-deeds.ts';
import { counted, enumerate, tally } from './counts.ts';
import { rightsGiven } from './rights-given.ts';
import { isUndecided, isUnused, whoseCalls } from './whose-calls.ts';

/** Two sentences that can be read aloud to someone who knows no AWS: what happened; where it stands and what comes first. */
export function managerSummary(document: Case): readonly [string, string] {
  const { compromise, coverage } = document;
  if (compromise) return [intrusion(document, compromise), standing(document)];
  const span = coverage.from !== null && coverage.to !== null ? ` between ${spokenTime(coverage.from)} and ${spokenTime(coverage.to)}` : '';
  const what = `${counted(coverage.events, 'event')}${span}`;
  return isUnused(document)
    ? [
        `In ${what} there is no use of ${subjectPhrase(document)}.`,
        `That it may be in the wrong hands is reason enough to replace it${firstStep(document)}.`,
      ]
    : [
        `In ${what} nothing ${isUndecided(document) ? 'tells whether the owner or someone else used' : 'shows that anyone but the owner used'} ${subjectPhrase(document)}.`,
        `${isUndecided(document) ? 'It may be in the wrong hands, and' : 'This is no proof, for'} ${counted(document.unknowns.length, 'thing')} could not be seen${firstStep(document)}.`,
      ];
}

function intrusion(document: Case, { since, certainty }: NonNullable<Case['compromise']>): string {
  const calls = document.timeline.filter((entry) => entry.actor === 'attacker');
  const failed = calls.filter((entry) => entry.errorCode !== null).length;
  const opening = {
    certain: 'Someone other than the owner has used',
    likely: 'It is likely that someone other than the owner has used',
    possible: 'It is possible that someone other than the owner has used',
  }[certainty];
  const through = new Set(document.credentials.flatMap(({ id, depth }) => (depth > 0 ? [id] : [])));
  const later = calls.filter(({ credential }) => credential !== null && through.has(credential)).length;
  const way = later === 0 ? '' : `, ${formatCount(later)} of them with credentials obtained on the way`;
  const { unknown } = whoseCalls(document);
  const undecided = unknown === 0 ? '' : calls.length === 0 ? `; of ${counted(unknown, 'call')}` : `, and of ${formatCount(unknown)} more`;
  const made =
    calls.length === 0 ? '' : ` and has made ${counted(calls.length, 'call')}${way}; ${failed === 0 ? 'none' : formatCount(failed)} failed`;
  const doubt = undecided === '' ? '' : `${undecided} these logs cannot tell whose ${unknown === 1 ? 'it was' : 'they were'}`;
  return `${opening} ${subjectPhrase(document)} since ${spokenTime(since)}${made}${doubt}.`;
}

function standing(document: Case): string {
  const minted = document.credentials.filter((credential) => credential.depth > 0).length;
  const { created, resources } = attackersDeeds(document);
  const isStorage = ({ type }: Resource): boolean => type.startsWith('s3:');
  const read = distinctOf(resources, 'read');
  const isOwn = ownWork(resources, timesOf(document));
  const [deleted, shared] = [distinctOf(resources, 'deleted'), distinctOf(resources, 'shared').length];
  const secrets = read.filter((resource) => !isStorage(resource));
  const ofOwn = (those: readonly Resource[]): string => ownWords(those.filter(isOwn).length, those.length);
  const storage = new Set(read.filter(isStorage).map(({ name }) => name)).size;
  const deeds = [
    ...(minted > 0 ? [`obtained ${counted(minted, 'more credential', 'more credentials')}`] : []),
    ...(created.length > 0 ? [`created ${principalsPhrase(created)}`] : []),
    ...rightsGiven(document),
    ...(secrets.length > 0 ? [`read ${counted(secrets.length, 'secret')}${ofOwn(secrets)}`] : []),
    ...(storage > 0 ? [`read from ${counted(storage, 'bucket')}`] : []),
    ...(shared > 0 ? [`opened ${counted(shared, 'resource')} to others`] : []),
    ...(deleted.length > 0 ? [`deleted ${counted(deleted.length, 'resource')}${ofOwn(deleted)}`] : []),
  ];
  const { usable, sleepers } = aliveOf(document);
  const unused =
    sleepers.length === 0 ? '' : usable.length === 1 ? ' and was not used in these logs' : `, ${sleepers.length} of them not used in these logs`;
  const alive =
    usable.length === 0 ? 'no credential involved is known to work still' : `${counted(usable.length, 'credential')} can still be used${unused}`;
  const opening = deeds.length === 0 ? '' : `They ${enumerate(deeds)}; `;
  return capitalise(`${opening}${alive}${firstStep(document)}.`);
}

function principalsPhrase(created: readonly CasePrincipal[]): string {
  const kinds = tally(created.map((principal) => principal.kind.replace('-', ' ')));
  return enumerate(kinds.map(({ item, count }) => counted(count, item)));
}

/** What the attacker made he may read and delete without harm to the owner. */
function ownWords(own: number, all: number): string {
  if (own === 0) return '';
  return own === all ? ' of their own making' : ` (${formatCount(own)} of their own making)`;
}

const firstStep = ({ nextSteps }: Case): string =>
  nextSteps[0] === undefined ? '' : `; the first step is: ${nextSteps[0].action.replace(/[.\s]+$/, '')}`;

function subjectPhrase(document: Case): string {
  const { subject, subjects, identity } = document;
  const others = subjects.length > 1 ? ` (and ${counted(subjects.length - 1, 'other subject')})` : '';
  const account = subject.accountId === null ? '' : ` in account ${spokenName(subject.accountId)}`;
  const owner = spokenName(identity.userName ?? identity.arn ?? 'an unknown identity');
  const name = spokenName(subject.id);
  const phrases: Readonly<Record<Case['subject']['kind'], string>> = {
    'access-key': keyPhrase(document, owner),
    user: `the credentials of the user ${name}`,
    role: `the credentials of the role ${name}`,
    session: `the session ${name}`,
    'source-ip': `credentials from the address ${name}`,
    event: `the credential of ${owner}`,
  };
  return phrases[subject.kind] + account + others;
}

/** A key id that begins with ASIA is that of a session. */
function keyPhrase({ subject, credentials, identity }: Case, owner: string): string {
  const kind = credentials.find(({ id }) => id === subject.id)?.kind;
  if (kind === 'role-session')
    return `a session of ${identity.userName === null && identity.arn === null ? 'a role that these logs do not name' : `the role ${owner}`}`;
  if (kind === 'console-session') return `a console session of ${owner}`;
  return kind === 'session-token' || kind === 'federation-token' ? `temporary credentials of ${owner}` : `the access key of ${owner}`;
}

const LONGEST_SPOKEN = 64;
const spokenName = (arnOrName: string): string => shortenText(nameOfArn(arnOrName), LONGEST_SPOKEN);

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const;

/** `7 January 2026, 02:25 UTC`; a time of another form as it stands. */
function spokenTime(time: string): string {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(time);
  const month = MONTHS[Number(match?.[2]) - 1];
  return match && month ? `${Number(match[3])} ${month} ${match[1]}, ${match[4]} UTC` : time;
}

const capitalise = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
