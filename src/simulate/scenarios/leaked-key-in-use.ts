import { isoSeconds } from '../../core/aws-time.ts';
import { callerKeyId } from '../../core/event.ts';
import { updateAccessKey } from '../cloud/iam.ts';
import { MAIN_ACCOUNT } from '../company/company.ts';
import { sitDown } from '../company/sitting.ts';
import type { Scenario, Setting } from '../scenario.ts';
import { asPrincipal } from '../story/hand.ts';
import { Ledger } from '../story/ledger.ts';
import { truthOf } from '../story/truth.ts';
import { DAY, HOUR } from '../window.ts';
import { attack, SECOND_ROUND } from './leaked-key-in-use/attack.ts';
import { type Cast, castOf } from './leaked-key-in-use/cast.ts';
import { ownerOf } from './leaked-key-in-use/owner.ts';
import { leakedKeyQuestions } from './leaked-key-in-use/questions.ts';

const MINUTE = 60_000;

/** The commoner and harder case: owner and attacker use one key at the same time. */
export const leakedKeyInUse: Scenario = {
  id: 'leaked-key-in-use',
  title: 'A key in daily use is used by somebody else too',
  description:
    'A developer works with a long-term key for weeks, at the office and at home. Somebody else begins to use it, takes roles, makes a user with a key that sleeps, reads secrets; the developer notices nothing and goes on.',
  copies: 'everything',
  play: (setting) => {
    const ledger = new Ledger(setting.random, setting.window);
    const cast = castOf(setting);
    ledger.subject({ id: cast.ownerKey, kind: 'access-key', principal: asPrincipal(cast.owner) }, null);

    const { start, window, random } = setting;
    const owner = ownerOf(ledger, setting, cast);
    const noticed = random.chance(0.35) ? start + SECOND_ROUND + 4 * HOUR : null;
    owner.works(window.from, noticed ?? window.to);
    if (random.chance(0.5)) owner.sitsAt(cast.hotelIp, start - 5 * DAY - 2 * HOUR);
    owner.sitsAt(cast.homeIp, start + 11 * MINUTE);
    owner.sitsAt(cast.homeIp, start + SECOND_ROUND + 6 * MINUTE);
    if (random.chance(0.5)) owner.makesServiceKey(start + SECOND_ROUND + 25 * MINUTE);
    const deeds = attack(ledger, setting, cast);
    if (noticed !== null) switchOff(ledger, setting, cast, noticed);

    const byKey = ledger.attackerEvents.map(({ event }) => event).filter((event) => callerKeyId(event) === cast.ownerKey);
    const keyAddresses = [...new Set(byKey.map((event) => event.sourceIPAddress))];
    const { owner: user } = cast;
    const identity = { type: 'IAMUser', userName: user.userName, arn: user.arn, accountId: MAIN_ACCOUNT, principalId: user.userId };
    const subject = { kind: 'access-key' as const, id: cast.ownerKey, accountId: MAIN_ACCOUNT };
    return {
      events: ledger.events,
      accountId: MAIN_ACCOUNT,
      truth: (asOf) => {
        const truth = truthOf(ledger, { subject, identity, questions: [] }, asOf);
        return { ...truth, questions: leakedKeyQuestions(cast, deeds, truth, isoSeconds(start), keyAddresses) };
      },
    };
  },
};

/** An administrator switches the key off. Sessions that it opened live on. */
function switchOff(ledger: Ledger, { company, ids }: Setting, cast: Cast, at: number): void {
  const [admin] = company.admins;
  if (admin === undefined) throw new Error('the company has no administrator');
  const sitting = sitDown({ ids, record: ledger.call.bind(ledger) }, admin, company.officeIps[0] ?? admin.homeIp, at);
  ledger.ended(cast.ownerKey, 'inactive', sitting.does(at + MINUTE, updateAccessKey(cast.owner.userName, cast.ownerKey, 'Inactive')));
}
