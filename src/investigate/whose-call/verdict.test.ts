import { describe, expect, test } from 'vitest';
import { call, key } from '../../../test/support/events.ts';
import type { NetworkUse } from '../../baseline/network-use.ts';
import type { CloudTrailEvent } from '../../core/event.ts';
import { type Locate, locateNothing } from '../../core/location.ts';
import { inNetworks, nothingKnown } from './known-addresses.ts';
import { type Place, placesOf } from './place.ts';
import { separated } from './separated.ts';
import { suspicionOf } from './signals.ts';
import { compromiseOf, usualPlaces, verdicts } from './verdict.ts';

const OFFICE = '198.51.100.10';
const HOTEL = '192.0.2.44';
const INTRUDER = '203.0.113.77';
const BOTO = 'Boto3/1.34.1 md/Botocore#1.34.1 os/linux';
const CLI = 'aws-cli/2.15.30 md/awscrt#0.19.19 os/linux';

const use = (ip: string, agent: string, day: number, ...names: string[]): CloudTrailEvent[] =>
  names.map((name, at) => ({ ...call(key(0), name, { ip, at: `2026-01-${String(day).padStart(2, '0')}T0${at}:00:00Z` }), userAgent: agent }));
const weeks = (ip: string, agent: string, ...names: string[]): CloudTrailEvent[] => [1, 2, 3, 4, 5].flatMap((day) => use(ip, agent, day, ...names));

function judged(
  events: readonly CloudTrailEvent[],
  others: Record<string, NetworkUse> = {},
  createdInData = false,
  known = nothingKnown,
  locate: Locate = locateNothing,
) {
  const places = separated(
    placesOf(
      events.toSorted((a, b) => (a.eventTime < b.eventTime ? -1 : 1)),
      (address) => others[address] ?? { principals: [], days: 0 },
      locate,
    ),
  );
  const usual = usualPlaces(places);
  const firstUseEver = (place: Place): boolean => createdInData && place === places[0];
  const suspicions = places.map((place) => suspicionOf(place, { usual, firstUseEver }));
  const judgements = verdicts(suspicions, usual, known);
  const actors = Object.fromEntries([...judgements].map(([place, { actor }]) => [place.address, actor]));
  const calls = [...judgements].flatMap(([place, { actor }]) => place.events.map(({ eventName, eventTime }) => [actor, eventName, eventTime]));
  const of = (actor: string): string[] => calls.filter(([one]) => one === actor).map(([, name, time]) => `${time?.slice(8, 10)} ${name}`);
  return { actors, of, compromise: compromiseOf(suspicions, judgements, new Set(events.map(({ eventID }) => eventID))) };
}

const ATTACK = ['GetCallerIdentity', 'ListUsers', 'ListRoles', 'ListPolicies', 'CreateUser', 'CreateAccessKey'];

describe('whose call it was', () => {
  test('an owner of weeks, and an intruder in between from elsewhere with another tool', () => {
    const { actors, compromise } = judged([...weeks(OFFICE, BOTO, 'PutObject', 'DescribeInstances'), ...use(INTRUDER, CLI, 4, ...ATTACK)]);
    expect(actors).toEqual({ [OFFICE]: 'owner', [INTRUDER]: 'attacker' });
    expect(compromise).toMatchObject({ since: '2026-01-04T00:00:00Z', certainty: 'certain' });
  });

  test('who only reads, day after day, from elsewhere and with another tool, is not the owner for being often there', () => {
    const patient = (agent: string) =>
      judged([...weeks(OFFICE, BOTO, 'PutObject'), ...[6, 7, 8].flatMap((day) => use(INTRUDER, agent, day, 'GetSecretValue'))]);
    const { actors, compromise } = patient(CLI);
    expect(actors).toEqual({ [OFFICE]: 'owner', [INTRUDER]: 'unknown' });
    expect(compromise).toMatchObject({ since: '2026-01-06T00:00:00Z', certainty: 'possible' });
    expect(patient(BOTO).actors[INTRUDER]).toBe('owner');
  });

  test('the owner in a hotel, with the same tool and the usual calls, is the owner', () => {
    const { actors, compromise } = judged([...weeks(OFFICE, BOTO, 'PutObject'), ...use(HOTEL, BOTO, 6, 'PutObject')]);
    expect(actors[HOTEL]).toBe('owner');
    expect(compromise).toBeNull();
  });

  test('the network of an address counts as far as it is known: at home behind another address nothing is new', () => {
    const events = [...weeks(OFFICE, BOTO, 'PutObject'), ...use(HOTEL, CLI, 6, 'GetCallerIdentity', 'ListUsers')];
    const location = (asn: number, country: string) => ({ asn, organization: 'Example Net', country });
    const near = judged(events, {}, false, nothingKnown, () => location(64_500, 'SE'));
    const far = judged(events, {}, false, nothingKnown, (address) => (address === HOTEL ? location(64_501, 'NL') : location(64_500, 'SE')));
    const cited = `(first: event ${events.find(({ sourceIPAddress }) => sourceIPAddress === HOTEL)?.eventID})`;
    expect(near.compromise?.reasons).toEqual([
      `the owner never uses aws-cli ${cited}`,
      `the first calls from ${HOTEL} asked whose key it is ${cited}`,
    ]);
    expect(far.compromise?.reasons).toEqual([
      expect.stringMatching(/^192\.0\.2\.44 \(AS64501, NL\) is new for this key/),
      `the owner never calls from NL ${cited}`,
      ...(near.compromise?.reasons ?? []),
    ]);
    expect([near, far].map(({ actors }) => actors[HOTEL])).toEqual(['unknown', 'attacker']);
  });

  test('another tool from another place that does nothing suspicious is unknown, and accuses nobody', () => {
    const { actors, compromise } = judged([...weeks(OFFICE, BOTO, 'PutObject'), ...use(HOTEL, CLI, 6, 'DescribeInstances')]);
    expect(actors[HOTEL]).toBe('unknown');
    expect(compromise?.certainty).toBe('possible');
  });

  test('an administrator who makes users and keys where colleagues work is not accused', () => {
    const events = weeks(OFFICE, CLI, 'CreateUser', 'CreateAccessKey', 'AttachUserPolicy');
    const { actors, compromise } = judged(events, { [OFFICE]: { principals: ['a', 'b', 'c'], days: 5 } });
    expect(actors).toEqual({ [OFFICE]: 'owner' });
    expect(compromise).toBeNull();
  });

  test('an administrator at home does what he does at the office', () => {
    const events = [
      ...weeks(OFFICE, CLI, 'CreateUser', 'CreateAccessKey'),
      ...weeks(HOTEL, CLI, 'CreateUser'),
      ...use('192.0.2.9', CLI, 6, 'CreateUser'),
    ];
    const { actors, compromise } = judged(events, { [OFFICE]: { principals: ['a', 'b'], days: 5 } });
    expect(actors).toEqual({ [OFFICE]: 'owner', [HOTEL]: 'owner', '192.0.2.9': 'owner' });
    expect(compromise).toBeNull();
  });

  test('a console at home that is refused what it is refused at the office is not held against anybody', () => {
    const refused = (event: CloudTrailEvent): CloudTrailEvent =>
      event.eventName === 'GetCostAndUsage' ? { ...event, errorCode: 'AccessDenied' } : event;
    const pages = ['GetCostAndUsage', 'ListStacks', 'GetCostAndUsage', 'ListBuckets', 'GetCostAndUsage'];
    const { actors } = judged([...weeks(OFFICE, 'Mozilla/5.0', ...pages), ...use(HOTEL, 'Mozilla/5.0', 6, ...pages, 'GetTemplate')].map(refused));
    expect(actors[HOTEL]).not.toBe('attacker');
  });

  test('the first use ever of a key, away from where it was made, by somebody who asks who he is and seizes control', () => {
    const { actors, compromise } = judged(use(INTRUDER, CLI, 7, ...ATTACK), {}, true);
    expect(actors).toEqual({ [INTRUDER]: 'attacker' });
    expect(compromise).toMatchObject({ since: '2026-01-07T00:00:00Z', certainty: 'certain' });
  });

  test('an auditor of whom nothing is known reads much and is not called an attacker', () => {
    const { actors, compromise } = judged(use(OFFICE, BOTO, 7, 'ListUsers', 'GetAccountSummary', 'GetAccountAuthorizationDetails', 'GetBucketAcl'));
    expect(actors).toEqual({ [OFFICE]: 'unknown' });
    expect(compromise?.certainty).toBe('possible');
  });

  test("a second address with the intruder's tool is the intruder's, although little was done there", () => {
    const { actors } = judged([...weeks(OFFICE, BOTO, 'PutObject'), ...use(INTRUDER, CLI, 6, ...ATTACK), ...use(HOTEL, CLI, 7, 'DescribeInstances')]);
    expect(actors[HOTEL]).toBe('attacker');
  });

  test('a call that a service made is the service’s', () => {
    const { actors } = judged([...weeks(OFFICE, BOTO, 'PutObject'), ...use('cloudformation.amazonaws.com', BOTO, 3, 'CreateUser')]);
    expect(actors['cloudformation.amazonaws.com']).toBe('aws');
  });

  test('an attack tool in the user agent is decisive by itself', () => {
    const { actors } = judged(use(INTRUDER, 'Boto3/1.9 Pacu', 7, 'GetCallerIdentity', 'DescribeInstances'));
    expect(actors).toEqual({ [INTRUDER]: 'attacker' });
  });

  test('what the user says of addresses goes before every sign', () => {
    const events = [...weeks(OFFICE, BOTO, 'PutObject'), ...use(INTRUDER, CLI, 4, ...ATTACK), ...use(HOTEL, CLI, 5, 'DescribeInstances')];
    const isMine = inNetworks(['203.0.113.0/24']);
    const accusal = (address: string): string | null => (inNetworks([HOTEL])(address) ? 'you named it' : null);
    const { actors, compromise } = judged(events, {}, false, { isMine, accusal });
    expect(actors).toEqual({ [OFFICE]: 'owner', [INTRUDER]: 'owner', [HOTEL]: 'attacker' });
    expect(compromise).toMatchObject({ since: '2026-01-05T00:00:00Z', certainty: 'likely' });
  });

  describe('behind one address', () => {
    const colleagues = { [OFFICE]: { principals: ['a', 'b', 'c'], days: 5 } };

    test('two tools: the owner keeps his calls, the intruder gets the others', () => {
      const { of, compromise } = judged([...weeks(OFFICE, BOTO, 'PutObject'), ...use(OFFICE, CLI, 4, ...ATTACK)]);
      expect(of('owner')).toEqual([1, 2, 3, 4, 5].map((day) => `0${day} PutObject`));
      expect(of('attacker')).toEqual(ATTACK.map((name) => `04 ${name}`));
      expect(compromise).toMatchObject({ since: '2026-01-04T00:00:00Z', certainty: 'likely' });
    });

    test('two versions of one tool', () => {
      const other = CLI.replace('2.15.30', '2.9.0');
      const { of } = judged([...weeks(OFFICE, CLI, 'PutObject'), ...use(OFFICE, other, 4, ...ATTACK)]);
      expect(of('owner')).toHaveLength(5);
      expect(of('attacker')).toHaveLength(ATTACK.length);
    });

    test('the very same tool: what the key did before stays the owner’s, what both may have done since is unknown', () => {
      const { of, compromise } = judged([
        ...weeks(OFFICE, CLI, 'PutObject'),
        ...use(OFFICE, CLI, 1, 'ListRegions'),
        ...use(OFFICE, CLI, 4, ...ATTACK),
      ]);
      expect(of('owner').toSorted()).toEqual(['01 ListRegions', '01 PutObject', '02 PutObject', '03 PutObject']);
      expect(of('attacker')).toEqual(ATTACK.map((name) => `04 ${name}`));
      expect(of('unknown')).toEqual(['04 PutObject', '05 PutObject']);
      expect(compromise?.since).toBe('2026-01-04T00:00:00Z');
    });

    test('an intruder in the office is told from the owner there, among colleagues', () => {
      const { of } = judged([...weeks(OFFICE, BOTO, 'PutObject'), ...use(OFFICE, CLI, 4, ...ATTACK)], colleagues);
      expect(of('owner')).toHaveLength(5);
      expect(of('attacker')).toEqual(ATTACK.map((name) => `04 ${name}`));
    });

    test('who makes a user by another tool than usual, among colleagues, is not accused', () => {
      const events = [...weeks(OFFICE, 'Mozilla/5.0', 'ListUsers'), ...use(OFFICE, CLI, 4, 'GetCallerIdentity', 'CreateUser', 'AttachUserPolicy')];
      const { actors, compromise } = judged(events, colleagues);
      expect(actors).toEqual({ [OFFICE]: 'owner' });
      expect(compromise).toBeNull();
    });
  });
});
