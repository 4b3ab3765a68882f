import { credentialEndOf } from '../../src/core/credential-end.ts';
import { byTime, type CloudTrailEvent, callerKeyId } from '../../src/core/event.ts';
import { principalBirthsAndDeaths } from '../../src/core/principal-change.ts';
import type { EventStore } from '../../src/lineage/event-store.ts';

/** An {@link EventStore} over an array, written against the interface and not against the SQL. */
export function memoryStore(events: readonly CloudTrailEvent[]): EventStore {
  const pick = async (test: (event: CloudTrailEvent) => boolean): Promise<CloudTrailEvent[]> => events.filter(test).toSorted(byTime);
  const arn = (event: CloudTrailEvent): string => event.userIdentity?.arn ?? '';
  return {
    byKeys: (ids) => pick((event) => ids.includes(callerKeyId(event) ?? '-')),
    byPrincipalArns: (arns) =>
      pick((event) => arns.includes(arn(event)) || arns.includes(event.userIdentity?.sessionContext?.sessionIssuer?.arn ?? '-')),
    byAddresses: (addresses) => pick((event) => addresses.includes(event.sourceIPAddress)),
    byEventIds: (ids) => pick((event) => ids.includes(event.eventID)),
    mintsOf: (id) => pick((event) => JSON.stringify(event.responseElements).includes(id)),
    consoleLogins: (arns) => pick((event) => event.eventName === 'ConsoleLogin' && arns.includes(arn(event))),
    consoleSessions: (arns) => pick((event) => arns.includes(arn(event)) && (callerKeyId(event) ?? '').startsWith('ASIA')),
    keylessAssumptions: (roleArns, names) =>
      pick(({ eventName, userIdentity, requestParameters }) => {
        if (!eventName.startsWith('AssumeRole') || userIdentity?.accessKeyId) return false;
        return roleArns.includes(String(requestParameters?.['roleArn'])) || names.includes(String(requestParameters?.['roleSessionName']));
      }),
    byPrincipalIds: (ids) =>
      pick((event) => {
        const identity = event.userIdentity;
        return [identity?.principalId, identity?.sessionContext?.sessionIssuer?.principalId].some((id) => id !== undefined && ids.includes(id));
      }),
    lives: () => pick((event) => credentialEndOf(event) !== null || principalBirthsAndDeaths.includes(event.eventName)),
  };
}
