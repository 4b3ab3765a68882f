import { nameOfArn } from '../../src/core/arn.ts';
import { credentialEndOf } from '../../src/core/credential-end.ts';
import { ordersBehind } from '../../src/core/delegation/launch.ts';
import { providersOf } from '../../src/core/delegation/trust.ts';
import { byTime, type CloudTrailEvent, callerKeyId } from '../../src/core/event.ts';
import { portalFetches, portalSignIns, portalUserOf } from '../../src/core/identity-center.ts';
import { textAt } from '../../src/core/json.ts';
import { mintingOf } from '../../src/core/minting/index.ts';
import { principalBirthsAndDeaths } from '../../src/core/principal-change.ts';
import type { EventStore } from '../../src/lineage/event-store.ts';

/** An {@link EventStore} over an array, written against the interface and not against the SQL. Copies of one event count once. */
export function memoryStore(records: readonly CloudTrailEvent[]): EventStore {
  const events = [...new Map(records.map((event) => [event.eventID, event])).values()].toSorted(byTime);
  const pick = async (test: (event: CloudTrailEvent) => boolean): Promise<CloudTrailEvent[]> => events.filter(test);
  const arn = (event: CloudTrailEvent): string => event.userIdentity?.arn ?? '';
  const isOne = (list: readonly string[], ...texts: readonly (string | null | undefined)[]): boolean =>
    texts.some((text) => text != null && list.includes(text));
  const isTemporary = (event: CloudTrailEvent): boolean => (callerKeyId(event) ?? '').startsWith('ASIA');
  return {
    byKeys: (ids) => pick((event) => isOne(ids, callerKeyId(event))),
    byPrincipalArns: (arns) => pick((event) => isOne(arns, arn(event), event.userIdentity?.sessionContext?.sessionIssuer?.arn)),
    byPrincipalName: (kind, accountId, name) =>
      pick(({ userIdentity }) =>
        kind === 'user'
          ? userIdentity?.type === 'IAMUser' && userIdentity.userName === name && (accountId === null || userIdentity.accountId === accountId)
          : (userIdentity?.arn ?? '').includes(`${accountId ?? ''}:assumed-role/${name}/`),
      ),
    byAddresses: (addresses) => pick((event) => addresses.includes(event.sourceIPAddress)),
    byEventIds: (ids) => pick((event) => ids.includes(event.eventID)),
    mintsOf: (id) => pick((event) => JSON.stringify(event.responseElements).includes(id)),
    naming: (text) =>
      pick(({ requestParameters, responseElements }) => JSON.stringify([requestParameters, responseElements]).includes(JSON.stringify(text))),
    mintsOfAll: (ids) => pick((event) => isOne(ids, mintingOf(event)?.child(event))),
    copies: (ids) => pick(({ sharedEventID }) => isOne(ids, sharedEventID)),
    signIns: (arns) =>
      pick(
        (event) => /^(ConsoleLogin|SwitchRole)$/.test(event.eventName) && isOne(arns, arn(event), textAt(event, 'additionalEventData.SwitchFrom')),
      ),
    temporaryKeys: (arns) => pick((event) => arns.includes(arn(event)) && isTemporary(event)),
    forwardedCalls: (arns) => pick((event) => arns.includes(arn(event)) && isTemporary(event) && event.userIdentity?.invokedBy !== undefined),
    directCalls: (arns, minutes) =>
      pick(
        (event) =>
          arns.includes(arn(event)) &&
          minutes.includes(event.eventTime.slice(0, 16)) &&
          callerKeyId(event) !== null &&
          event.userIdentity?.invokedBy === undefined,
      ),
    launchesByServices: (marks) =>
      pick(
        (event) =>
          event.eventName === 'RunInstances' &&
          event.userIdentity?.invokedBy !== undefined &&
          ordersBehind(event).some((mark) => marks.includes(mark)),
      ),
    keylessSessions: ({ roleNames, sessionNames, providers }) =>
      pick(
        (event) =>
          /^(sts|rolesanywhere)\.amazonaws\.com$/.test(event.eventSource) &&
          callerKeyId(event) === null &&
          (isOne(roleNames, nameOfArn(textAt(event, 'requestParameters.roleArn') ?? '')) ||
            isOne(sessionNames, textAt(event, 'requestParameters.roleSessionName')) ||
            isOne(providers, ...providersOf(event))),
      ),
    portalCalls: ({ users, seconds }) =>
      pick(
        (event) =>
          [...portalFetches, ...portalSignIns].includes(event.eventName) &&
          callerKeyId(event) === null &&
          (isOne(users, portalUserOf(event)) || seconds.includes(event.eventTime.slice(0, 19))),
      ),
    samlSessions: (seconds) => pick((event) => event.eventName === 'AssumeRoleWithSAML' && seconds.includes(event.eventTime.slice(0, 19))),
    byMarks: ({ principalIds, sessionNames, sourceIdentities }) =>
      pick((event) => {
        const { principalId, sessionContext } = event.userIdentity ?? {};
        return (
          callerKeyId(event) !== null &&
          (isOne(principalIds, principalId, sessionContext?.sessionIssuer?.principalId) ||
            isOne(sessionNames, principalId?.split(':').at(-1)) ||
            isOne(sourceIdentities, sessionContext?.sourceIdentity))
        );
      }),
    callsAbroad: (ids) => pick(({ userIdentity }) => userIdentity?.type === 'AWSAccount' && isOne(ids, userIdentity.principalId)),
    lives: () => pick((event) => credentialEndOf(event) !== null || principalBirthsAndDeaths.includes(event.eventName)),
  };
}
