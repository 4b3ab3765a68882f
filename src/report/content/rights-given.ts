import type { Case } from '../../core/case.ts';
import { counted, enumerate, tally } from './counts.ts';

const ADMINISTRATOR = /^arn:[^:]+:iam::aws:policy\/AdministratorAccess$/;

/** To whom suspect calls gave rights, in a clause; those of an administrator apart, for they are all rights. Empty where they gave none. */
export function rightsGiven(document: Case): readonly string[] {
  const { edges, timeline, resources } = document;
  const suspect = new Set(timeline.flatMap(({ actor, eventId }) => (actor === 'attacker' || actor === 'unknown' ? [eventId] : [])));
  const all = new Set(resources.flatMap(({ arn, eventId }) => (ADMINISTRATOR.test(arn ?? '') ? [eventId] : [])));
  const given = edges.filter(({ relation, eventId }) => relation === 'escalated' && suspect.has(eventId));
  const administrators = new Set(given.flatMap(({ to, eventId }) => (all.has(eventId) ? [to] : [])));
  const others = new Set(given.flatMap(({ to }) => (administrators.has(to) ? [] : [to])));
  const rights = [
    ...(administrators.size > 0 ? [`administrator rights to ${receivers(administrators, document)}`] : []),
    ...(others.size > 0 ? [`${administrators.size > 0 ? 'other ' : ''}rights to ${receivers(others, document)}`] : []),
  ];
  return rights.length === 0 ? [] : [`gave ${enumerate(rights)}`];
}

const receivers = (arns: ReadonlySet<string>, { principals }: Case): string =>
  enumerate(
    tally([...arns].map((arn) => principals.find((one) => one.arn === arn)?.kind.replace('-', ' ') ?? 'principal')).map(({ item, count }) =>
      counted(count, item),
    ),
  );
