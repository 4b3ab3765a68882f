import { quoteList, quoteLiteral } from '../athena-sql/literal.ts';
import type { CredentialKind } from '../core/case.ts';
import { credentialEndings } from '../core/credential-end.ts';
import { byTime, type CloudTrailEvent } from '../core/event.ts';
import { portalFetches, portalSignIns } from '../core/identity-center.ts';
import { mintings } from '../core/minting/index.ts';
import { principalBirthsAndDeaths } from '../core/principal-change.ts';
import type { TimeWindow } from '../core/time-window.ts';
import { accountConditions } from '../engine/account-conditions.ts';
import { readEvents } from '../engine/read-events.ts';
import { readEventsNaming } from '../engine/read-events-naming.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { timeConditions } from '../engine/time-conditions.ts';
import type { Reach } from './reach.ts';

/** How sessions that nobody's key opened are looked for; one of the lists must hold what the record says. */
export interface KeylessQuestion {
  /** Last names of the roles' ARNs. */
  readonly roleNames: readonly string[];
  readonly sessionNames: readonly string[];
  /** ARNs of identity providers, trust anchors and profiles. */
  readonly providers: readonly string[];
}

/** Calls to Identity Center by these people, or in these seconds (`2026-01-07T02:25:18`). */
export interface PortalQuestion {
  /** Ids of the directory. */
  readonly users: readonly string[];
  readonly seconds: readonly string[];
}

/** Calls that whoever asks has already: those by these keys, in a window that may begin later than the question's. */
export interface KnownCalls {
  readonly keyIds: readonly string[];
  readonly since?: string | undefined;
}

/** What keys of lost mints are known by. */
export interface MarksQuestion {
  /** AIDA..., AROA... */
  readonly principalIds: readonly string[];
  readonly sessionNames: readonly string[];
  readonly sourceIdentities: readonly string[];
}

/** The questions that lineage asks of the logs, whichever engine holds them: each once for a whole generation of credentials. */
export interface EventStore {
  /** Every event made with one of these access keys. */
  byKeys(ids: readonly string[]): Promise<CloudTrailEvent[]>;
  /** Every event of these users, roles or sessions, by their ARN; of a role the events of its sessions. What is known already is left out. */
  byPrincipalArns(arns: readonly string[], known?: KnownCalls): Promise<CloudTrailEvent[]>;
  /** Every event of a user or of a role's sessions, by its name and account, or in any: who knows no path cannot write the ARN. */
  byPrincipalName(kind: 'user' | 'role', accountId: string | null, name: string): Promise<CloudTrailEvent[]>;
  /** Every event from these addresses. */
  byAddresses(addresses: readonly string[]): Promise<CloudTrailEvent[]>;
  byEventIds(ids: readonly string[]): Promise<CloudTrailEvent[]>;
  /** Calls that mint, credentials of this kind or any, and whose answer holds this text: the id of a credential, or the name of whom it is for. */
  mintsOf(id: string, kind?: CredentialKind): Promise<CloudTrailEvent[]>;
  /** Calls in whose request or answer this text stands as a value. */
  naming(text: string): Promise<CloudTrailEvent[]>;
  /** Calls that mint one of these access keys. */
  mintsOfAll(keyIds: readonly string[]): Promise<CloudTrailEvent[]>;
  /** The records of these calls in the trails of all accounts, by sharedEventID. */
  copies(sharedEventIds: readonly string[]): Promise<CloudTrailEvent[]>;
  /** Sign-ins to the console by these ARNs, refused ones too, and switches of these ARNs to a role. */
  signIns(arns: readonly string[]): Promise<CloudTrailEvent[]>;
  /** Calls under these caller ARNs by temporary keys. */
  temporaryKeys(arns: readonly string[]): Promise<CloudTrailEvent[]>;
  /** Calls under these caller ARNs that services made in their name. */
  forwardedCalls(arns: readonly string[]): Promise<CloudTrailEvent[]>;
  /** Launches of instances by services, in whose record one of these texts stands. */
  launchesByServices(marks: readonly string[]): Promise<CloudTrailEvent[]>;
  /** Calls under these caller ARNs that no service made for them, in these minutes (`2026-01-07T02:25`). */
  directCalls(arns: readonly string[], minutes: readonly string[]): Promise<CloudTrailEvent[]>;
  /** Sessions opened without a key: by a service, from another account, through an identity provider. */
  keylessSessions(question: KeylessQuestion): Promise<CloudTrailEvent[]>;
  /** People signing in to Identity Center, and taking sessions from its portal. */
  portalCalls(question: PortalQuestion): Promise<CloudTrailEvent[]>;
  /** Sessions that Identity Center opened for people in these seconds. */
  samlSessions(seconds: readonly string[]): Promise<CloudTrailEvent[]>;
  /** Events by keys that bear one of these marks, whoever minted the keys. */
  byMarks(question: MarksQuestion): Promise<CloudTrailEvent[]>;
  /** Calls of these principals (AIDA..., AROA...:session) on what another account has, as its trail tells them. */
  callsAbroad(principalIds: readonly string[]): Promise<CloudTrailEvent[]>;
  /** Calls by anyone that make or delete users and roles, and that end credentials or bring them back: all that can be about these. */
  lives(reach: Reach): Promise<CloudTrailEvent[]>;
}

const mintNamesOf = (some: typeof mintings): string => quoteList([...new Set(some.map(({ name }) => name))]);
const mintNames = mintNamesOf(mintings);
const textOf = (column: 'requestparameters' | 'responseelements' | 'additionaleventdata', path: string): string =>
  `json_extract_scalar(${column}, '$.${path}')`;
/** Where the answers to calls that mint hold the id of an access key. */
const keyIds = ['credentials.', 'accessKey.', 'accessToken.', 'credentialSet[0].credentials.', ''].map((path) =>
  textOf('responseelements', `${path}accessKeyId`),
);
const SECOND = 'substr(eventtime, 1, 19)';
const lastPart = (sql: string, separator: string): string => `element_at(split(${sql}, '${separator}'), -1)`;

/** Expressions of SQL, and the texts of which one of them must be one. */
type Wanted = readonly [expressions: readonly string[], texts: readonly string[]];

/** So many texts go into one query: Athena takes 256 KB of it. */
const MOST = 2_000;

/** So many texts of 255 characters, each sought in two columns, go into one query. */
const MOST_SOUGHT = 200;

/** Conditions of which one holds where a text stands in the request or the answer. */
const holdsText = (text: string): string[] =>
  ['requestparameters', 'responseelements'].map((column) => `strpos(${column}, ${quoteLiteral(JSON.stringify(text))}) > 0`);

const isOneOf = ([expressions, texts]: Wanted): string[] => expressions.map((expression) => `${expression} IN (${quoteList(texts)})`);

/** Conditions that together select whatever is wanted, a query each. */
function conditionsFor(wanted: readonly Wanted[]): string[] {
  const some = wanted.filter(([, texts]) => texts.length > 0);
  const count = some.reduce((sum, [expressions, texts]) => sum + expressions.length * texts.length, 0);
  if (count <= MOST) return some.length === 0 ? [] : [`(${some.flatMap(isOneOf).join(' OR ')})`];
  return some.flatMap(([expressions, texts]) =>
    expressions.flatMap((expression) =>
      Array.from(
        { length: Math.ceil(texts.length / MOST) },
        (_, part) => `${expression} IN (${quoteList(texts.slice(part * MOST, (part + 1) * MOST))})`,
      ),
    ),
  );
}

/** The events of several answers, each once. */
const merged = (answers: readonly CloudTrailEvent[][]): CloudTrailEvent[] =>
  answers.length === 1 ? (answers[0] ?? []) : [...new Map(answers.flat().map((event) => [event.eventID, event])).values()].toSorted(byTime);

const caller = 'useridentity.arn';
const ofAccount = (accountId: string | null): string => (accountId === null ? '' : ` AND useridentity.accountid = ${quoteLiteral(accountId)}`);

/** Of very many keys some are asked for again: a query takes only so many. */
function unlessKnown({ keyIds, since }: KnownCalls): string {
  const byOthers = `coalesce(useridentity.accesskeyid, '') NOT IN (${quoteList(keyIds.slice(0, MOST))})`;
  return since === undefined ? byOthers : `(${byOthers} OR eventtime < ${quoteLiteral(since)})`;
}

/**
 * The {@link EventStore} over any engine that holds the CloudTrail table. It keeps what it was answered: it is for one investigation.
 *
 * @param window events outside of it are not there
 */
export function eventStore(engine: SqlEngine, window: TimeWindow = {}): EventStore {
  // One investigation asks the same more than once: for its seeds, for its lineage, and again when the lineage taught an address.
  const answers = new Map<string, Promise<CloudTrailEvent[]>>();
  const read = (where: string): Promise<CloudTrailEvent[]> => {
    const condition = [...timeConditions(window), `(${where})`].join(' AND ');
    const answer = answers.get(condition) ?? readEvents(engine, condition);
    answers.set(condition, answer);
    return answer;
  };
  /** Asks nothing where there is nothing to look for. */
  const find = async (wanted: readonly Wanted[], more?: string): Promise<CloudTrailEvent[]> => {
    const found = await Promise.all(conditionsFor(wanted).map((condition) => read(more === undefined ? condition : `${more} AND ${condition}`)));
    return merged(found);
  };
  /** Asks for each thing wanted by itself: an engine finds the rows of one column by their texts, but looks at every row for "this or that column". */
  const findEach = async (wanted: readonly Wanted[], more: string | undefined): Promise<CloudTrailEvent[]> =>
    merged(await Promise.all(wanted.map((one) => find([one], more))));
  return {
    byKeys: (ids) => find([[['useridentity.accesskeyid'], ids]]),
    byPrincipalArns: (arns, known) =>
      findEach(
        [
          [[caller], arns],
          [['useridentity.sessioncontext.sessionissuer.arn'], arns],
        ],
        known === undefined ? undefined : unlessKnown(known),
      ),
    byPrincipalName: (kind, accountId, name) =>
      read(
        kind === 'user'
          ? `useridentity.type = 'IAMUser' AND useridentity.username = ${quoteLiteral(name)}${ofAccount(accountId)}`
          : `useridentity.type = 'AssumedRole' AND strpos(useridentity.arn, ${quoteLiteral(`${accountId ?? ''}:assumed-role/${name}/`)}) > 0`,
      ),
    byAddresses: (addresses) => find([[['sourceipaddress'], addresses]]),
    byEventIds: (ids) => find([[['eventid'], ids]]),
    mintsOf: (id, kind) => {
      const names = kind === undefined ? mintNames : mintNamesOf(mintings.filter((minting) => minting.kind === kind));
      return read(`eventname IN (${names}) AND strpos(responseelements, ${quoteLiteral(id)}) > 0`);
    },
    naming: (text) => read(`(${holdsText(text).join(' OR ')})`),
    mintsOfAll: (ids) => find([[keyIds, ids]], `eventname IN (${mintNames})`),
    copies: (ids) => find([[['sharedeventid'], ids]]),
    signIns: (arns) => find([[[caller, textOf('additionaleventdata', 'SwitchFrom')], arns]], "eventname IN ('ConsoleLogin', 'SwitchRole')"),
    temporaryKeys: (arns) => find([[[caller], arns]], "useridentity.accesskeyid LIKE 'ASIA%'"),
    forwardedCalls: (arns) => find([[[caller], arns]], "useridentity.invokedby IS NOT NULL AND useridentity.accesskeyid LIKE 'ASIA%'"),
    directCalls: (arns, minutes) => {
      // More ARNs than go into a query are told apart by the caller.
      const ofCallers = arns.length > MOST ? '' : `${caller} IN (${quoteList(arns)}) AND `;
      const isDirect = "useridentity.invokedby IS NULL AND coalesce(useridentity.accesskeyid, '') <> ''";
      return arns.length === 0 ? Promise.resolve([]) : find([[['substr(eventtime, 1, 16)'], minutes]], ofCallers + isDirect);
    },
    launchesByServices: async (marks) => {
      const parts = Array.from({ length: Math.ceil(marks.length / MOST_SOUGHT) }, (_, part) =>
        marks.slice(part * MOST_SOUGHT, (part + 1) * MOST_SOUGHT).flatMap(holdsText),
      );
      const isByService = "eventname = 'RunInstances' AND useridentity.invokedby IS NOT NULL";
      return merged(await Promise.all(parts.map((conditions) => read(`${isByService} AND (${conditions.join(' OR ')})`))));
    },
    keylessSessions: ({ roleNames, sessionNames, providers }) =>
      find(
        [
          [[lastPart(textOf('requestparameters', 'roleArn'), '/')], roleNames],
          [[textOf('requestparameters', 'roleSessionName')], sessionNames],
          [
            [
              ...['principalArn', 'trustAnchorArn', 'profileArn'].map((path) => textOf('requestparameters', path)),
              textOf('responseelements', 'provider'),
              'useridentity.identityprovider',
            ],
            providers,
          ],
        ],
        `eventsource IN ('sts.amazonaws.com', 'rolesanywhere.amazonaws.com') AND coalesce(useridentity.accesskeyid, '') = ''`,
      ),
    portalCalls: ({ users, seconds }) =>
      find(
        [
          [["json_extract_scalar(useridentity.onbehalfof, '$.userId')", 'useridentity.principalid'], users],
          [[SECOND], seconds],
        ],
        `eventname IN (${quoteList([...portalFetches, ...portalSignIns])}) AND coalesce(useridentity.accesskeyid, '') = ''`,
      ),
    samlSessions: (seconds) => find([[[SECOND], seconds]], "eventname = 'AssumeRoleWithSAML' AND strpos(requestparameters, 'AWSReservedSSO_') > 0"),
    byMarks: ({ principalIds, sessionNames, sourceIdentities }) =>
      findEach(
        [
          [['useridentity.principalid'], principalIds],
          [['useridentity.sessioncontext.sessionissuer.principalid'], principalIds],
          [[lastPart('useridentity.principalid', ':')], sessionNames],
          [['useridentity.sessioncontext.sourceidentity'], sourceIdentities],
        ],
        'useridentity.accesskeyid IS NOT NULL',
      ),
    callsAbroad: (ids) => find([[['useridentity.principalid'], ids]], "useridentity.type = 'AWSAccount'"),
    lives: ({ accounts, names }) => {
      const calls = `eventname IN (${quoteList([...credentialEndings, ...principalBirthsAndDeaths])})`;
      const conditions = [...timeConditions(window), "eventsource = 'iam.amazonaws.com'", calls, ...accountConditions(accounts)];
      return readEventsNaming(engine, conditions.join(' AND '), names);
    },
  };
}
