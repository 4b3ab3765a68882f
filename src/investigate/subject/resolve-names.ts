import { nameOfArn, parseArn } from '../../core/arn.ts';
import { KeytrailError } from '../../core/errors.ts';
import { principalArn } from '../../core/event.ts';
import type { EventStore } from '../../lineage/event-store.ts';
import { mintedBy } from '../../lineage/links.ts';
import type { NamedSubject, Subject } from './parse-subject.ts';

const KINDS = ['user', 'role'] as const;

/**
 * Subjects with their ARNs in place of names: of users and roles that called in these logs, or for which something was minted there; of an instance, by
 * its id, the sessions that bear it.
 *
 * @throws KeytrailError `KT_SUBJECT_UNKNOWN` for a name that nobody has, `KT_SUBJECT_UNSUPPORTED` for one that several have
 */
export async function resolveNames(store: EventStore, subjects: readonly (Subject | NamedSubject)[]): Promise<Subject[]> {
  const resolved = await Promise.all(subjects.map((subject) => (subject.kind === 'name' ? resolve(store, subject) : [subject])));
  return resolved.flat();
}

async function resolve(store: EventStore, named: NamedSubject): Promise<Subject[]> {
  const sessions = /^i-[0-9a-f]+$/.test(named.id) ? await sessionsOnInstance(store, named.id) : [];
  return sessions.length > 0 ? sessions : [await userOrRole(store, named)];
}

/** An instance may have had several roles, one after the other. */
async function sessionsOnInstance(store: EventStore, instance: string): Promise<Subject[]> {
  const calls = await store.byMarks({ principalIds: [], sessionNames: [instance], sourceIdentities: [] });
  return [...new Set(calls.flatMap(({ userIdentity }) => userIdentity?.arn ?? []))].map((id) => ({ kind: 'session', id }));
}

async function userOrRole(store: EventStore, { id, of }: NamedSubject): Promise<Subject> {
  const found = await Promise.all(KINDS.filter((kind) => of === null || of === kind).map((kind) => arnsOf(store, kind, id)));
  const subjects = found.flat();
  const [only, ...more] = subjects;
  if (only !== undefined && more.length === 0) return only;
  if (only === undefined) {
    throw new KeytrailError(
      'KT_SUBJECT_UNKNOWN',
      `No ${of ?? 'user or role'} named "${id}" called in these logs, and no credential was made for one.`,
      {
        hint: 'Give an access key id, the ARN or name of a user or role, an address or an eventID, and collect the logs of its account.',
      },
    );
  }
  const arns = subjects.map((subject) => subject.id);
  throw new KeytrailError('KT_SUBJECT_UNSUPPORTED', `"${id}" is the name of several: ${arns.join(', ')}.`, { hint: 'Give the ARN that is meant.' });
}

async function arnsOf(store: EventStore, kind: 'user' | 'role', name: string): Promise<Subject[]> {
  // Answers name users whole, and roles within the ARN of the session: a short name stands in many other texts.
  const inAnswer = kind === 'user' ? JSON.stringify(name) : `:assumed-role/${name}/`;
  const [calls, mints] = await Promise.all([store.byPrincipalName(kind, null, name), store.mintsOf(inAnswer)]);
  const callers = calls.map(({ userIdentity }) => principalArn(userIdentity));
  const owners = mints.map((event) => mintedBy(event, { actor: 'unknown', certainty: 'certain', rule: '' }, 0)?.principal ?? null);
  const arns = [...callers, ...owners].filter((arn) => arn !== null && nameOfArn(arn) === name && parseArn(arn)?.resource.startsWith(`${kind}/`));
  return [...new Set(arns)].map((arn) => ({ kind, id: String(arn) }));
}
