import { quoteList, quoteLiteral } from '../athena-sql/literal.ts';
import { credentialEndings } from '../core/credential-end.ts';
import type { CloudTrailEvent } from '../core/event.ts';
import { mintings } from '../core/minting/index.ts';
import { principalBirthsAndDeaths } from '../core/principal-change.ts';
import type { TimeWindow } from '../core/time-window.ts';
import { readEvents } from '../engine/read-events.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { timeConditions } from '../engine/time-conditions.ts';

/** The questions that lineage asks of the logs, whichever engine holds them. */
export interface EventStore {
  /** Every event made with one of these access keys. */
  byKeys(ids: readonly string[]): Promise<CloudTrailEvent[]>;
  /** Every event of these users, roles or sessions, by their ARN; of a role the events of its sessions. */
  byPrincipalArns(arns: readonly string[]): Promise<CloudTrailEvent[]>;
  /** Every event from these addresses. */
  byAddresses(addresses: readonly string[]): Promise<CloudTrailEvent[]>;
  byEventIds(ids: readonly string[]): Promise<CloudTrailEvent[]>;
  /** Calls that mint, and whose answer holds this text: the id of a credential, or the name of whom it is for. */
  mintsOf(id: string): Promise<CloudTrailEvent[]>;
  /** Successful sign-ins to the console by these users. */
  consoleLogins(userArns: readonly string[]): Promise<CloudTrailEvent[]>;
  /** Events of the console sessions of these users: by their temporary keys. */
  consoleSessions(userArns: readonly string[]): Promise<CloudTrailEvent[]>;
  /** Sessions opened without a key, by a service or from another account: of these roles, or under these session names. */
  keylessAssumptions(roleArns: readonly string[], sessionNames: readonly string[]): Promise<CloudTrailEvent[]>;
  /** Events by keys of these principals (AIDA..., AROA...), whoever minted the keys. */
  byPrincipalIds(ids: readonly string[]): Promise<CloudTrailEvent[]>;
  /** Calls by anyone that make or delete users and roles, and that end credentials or bring them back. */
  lives(): Promise<CloudTrailEvent[]>;
}

const mintNames = quoteList([...new Set(mintings.map((minting) => minting.name))]);
const roleAtPath = (path: string): string => `json_extract_scalar(requestparameters, '$.${path}')`;

/**
 * The {@link EventStore} over any engine that holds the CloudTrail table.
 *
 * @param window events outside of it are not there
 */
export function eventStore(engine: SqlEngine, window: TimeWindow = {}): EventStore {
  const read = (where: string): Promise<CloudTrailEvent[]> => readEvents(engine, [...timeConditions(window), `(${where})`].join(' AND '));
  const none = Promise.resolve<CloudTrailEvent[]>([]);
  return {
    byKeys: (ids) => (ids.length === 0 ? none : read(`useridentity.accesskeyid IN (${quoteList(ids)})`)),
    byPrincipalArns: (arns) => {
      const list = quoteList(arns);
      return read(`useridentity.arn IN (${list}) OR useridentity.sessioncontext.sessionissuer.arn IN (${list})`);
    },
    byAddresses: (addresses) => read(`sourceipaddress IN (${quoteList(addresses)})`),
    byEventIds: (ids) => read(`eventid IN (${quoteList(ids)})`),
    mintsOf: (id) => read(`eventname IN (${mintNames}) AND strpos(responseelements, ${quoteLiteral(id)}) > 0`),
    consoleLogins: (arns) => (arns.length === 0 ? none : read(`eventname = 'ConsoleLogin' AND useridentity.arn IN (${quoteList(arns)})`)),
    consoleSessions: (arns) =>
      arns.length === 0 ? none : read(`useridentity.arn IN (${quoteList(arns)}) AND useridentity.accesskeyid LIKE 'ASIA%'`),
    keylessAssumptions: (roleArns, sessionNames) => {
      const conditions = [
        ...(roleArns.length > 0 ? [`${roleAtPath('roleArn')} IN (${quoteList(roleArns)})`] : []),
        ...(sessionNames.length > 0 ? [`${roleAtPath('roleSessionName')} IN (${quoteList(sessionNames)})`] : []),
      ];
      if (conditions.length === 0) return none;
      return read(
        `eventsource = 'sts.amazonaws.com' AND eventname LIKE 'AssumeRole%' AND coalesce(useridentity.accesskeyid, '') = '' AND (${conditions.join(' OR ')})`,
      );
    },
    byPrincipalIds: (ids) => {
      if (ids.length === 0) return none;
      const list = quoteList(ids);
      return read(
        `useridentity.accesskeyid IS NOT NULL AND (useridentity.principalid IN (${list}) OR useridentity.sessioncontext.sessionissuer.principalid IN (${list}))`,
      );
    },
    lives: () => read(`eventsource = 'iam.amazonaws.com' AND eventname IN (${quoteList([...credentialEndings, ...principalBirthsAndDeaths])})`),
  };
}
