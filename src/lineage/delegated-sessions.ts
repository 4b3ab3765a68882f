import { nameOfArn, parseArn } from '../core/arn.ts';
import type { Actor, Certainty } from '../core/case.ts';
import { CLOCK_LAG_MS, type Expectation } from '../core/delegation/delegation.ts';
import { expectationsOf } from '../core/delegation/index.ts';
import { providersOf } from '../core/delegation/trust.ts';
import { byTime, type CloudTrailEvent } from '../core/event.ts';
import { groupBy } from '../core/group-by.ts';
import { textAt } from '../core/json.ts';
import type { EventStore } from './event-store.ts';
import { followedCalls, type Opening, type Origin, type Traced } from './lineage.ts';
import { accountOf, mintedBy } from './links.ts';
import { timeOf } from './session-creation.ts';

/** A call, and a session that others may have opened because of it. */
interface Cause {
  readonly credential: Traced;
  readonly event: CloudTrailEvent;
  readonly actor: Actor;
  readonly expectation: Expectation;
}

const rank: Readonly<Record<Certainty, number>> = { certain: 0, strong: 1, indirect: 2 };

/** Sessions that somebody without a key of the lineage opened because of a call of these credentials: by the surest cause, then the first. */
export async function delegatedSessions(store: EventStore, generation: readonly Traced[]): Promise<{ children: Origin[]; openings: Opening[] }> {
  const causes = generation
    .flatMap((credential) =>
      followedCalls(credential).flatMap(({ event, actor }) =>
        expectationsOf(event).map((expectation) => ({ credential, event, actor, expectation })),
      ),
    )
    .toSorted((a, b) => rank[a.expectation.certainty] - rank[b.expectation.certainty] || byTime(a.event, b.event));
  const members = (member: 'role' | 'sessionName' | 'provider'): string[] => [
    ...new Set(causes.flatMap(({ expectation }) => expectation[member] ?? [])),
  ];
  const candidates = await store.keylessSessions({
    roleNames: members('role').map(nameOfArn),
    sessionNames: members('sessionName'),
    providers: members('provider'),
  });
  const byLookup = groupBy(causes, ({ expectation }) => lookupOf(expectation));
  const opened = candidates.flatMap((opening) => {
    const possible = lookupsOf(opening).flatMap((lookup) => byLookup.get(lookup) ?? []);
    const cause = possible.toSorted(bySurenessThenTime).find((each) => explains(each, opening));
    const child = cause === undefined ? null : openedBecauseOf(cause, opening);
    return child === null ? [] : [{ opening, child }];
  });
  return {
    children: opened.map(({ child }) => child),
    openings: opened.map(({ opening, child }) => ({ event: opening, credential: child.id })),
  };
}

const bySurenessThenTime = (a: Cause, b: Cause): number => rank[a.expectation.certainty] - rank[b.expectation.certainty] || byTime(a.event, b.event);

/** One text by which an expectation is found among thousands. */
const lookupOf = ({ role, sessionName, provider }: Expectation): string =>
  provider !== undefined ? `provider ${provider}` : sessionName !== undefined ? `session ${sessionName}` : `role ${nameOfArn(role ?? '')}`;
const lookupsOf = (opening: CloudTrailEvent): string[] => [
  ...new Set(providersOf(opening).map((provider) => `provider ${provider}`)),
  `session ${textAt(opening, 'requestParameters.roleSessionName')}`,
  `role ${nameOfArn(textAt(opening, 'requestParameters.roleArn') ?? '')}`,
];

function openedBecauseOf({ credential, actor, expectation }: Cause, opening: CloudTrailEvent): Origin | null {
  const { certainty, rule } = expectation;
  return mintedBy(opening, { credential: credential.id, actor, certainty, rule }, credential.depth + 1);
}

function explains({ event, expectation }: Cause, opening: CloudTrailEvent): boolean {
  const { role, sessionName, provider, admits, lookBackMs = CLOCK_LAG_MS } = expectation;
  if (timeOf(opening) < timeOf(event) - lookBackMs) return false;
  if (sessionName !== undefined && textAt(opening, 'requestParameters.roleSessionName') !== sessionName) return false;
  if (role !== undefined && !isRole(role, event, opening)) return false;
  if (provider !== undefined && !providersOf(opening).includes(provider)) return false;
  // Names of sessions and of roles are given in every account anew.
  if (provider === undefined && accountOf(opening) !== (parseArn(role ?? '')?.accountId ?? accountOf(event))) return false;
  return admits?.(opening) ?? true;
}

function isRole(role: string, event: CloudTrailEvent, opening: CloudTrailEvent): boolean {
  const opened = textAt(opening, 'requestParameters.roleArn');
  if (opened === null) return false;
  if (role.startsWith('arn:')) return opened === role;
  return nameOfArn(opened) === nameOfArn(role) && parseArn(opened)?.accountId === accountOf(event);
}
