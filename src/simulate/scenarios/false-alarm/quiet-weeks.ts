import { callerKeyId } from '../../../core/event.ts';
import { groupBy } from '../../../core/group-by.ts';
import { readData } from '../../cloud/call.ts';
import { byUserKey } from '../../cloud/identity.ts';
import { boto3 } from '../../cloud/user-agents.ts';
import { HOME_REGION, MAIN_ACCOUNT } from '../../company/company.ts';
import type { Setting, Story } from '../../scenario.ts';
import { asPrincipal } from '../../story/hand.ts';
import { Ledger } from '../../story/ledger.ts';
import { truthOf } from '../../story/truth.ts';
import { DAY, HOUR } from '../../window.ts';
import { type Cast, castOf } from '../leaked-key-in-use/cast.ts';
import { ownerOf } from '../leaked-key-in-use/owner.ts';
import { type QuietFacts, quietQuestions } from './questions.ts';

/**
 * Weeks in which the logs know a key's owner alone: the office, home, an evening in a hotel, a user made for a new program.
 *
 * @param logsObjects whether the trail records what the owner reads of objects
 */
export function quietWeeks(setting: Setting, logsObjects: boolean): Story {
  const ledger = new Ledger(setting.random, setting.window);
  const cast = castOf(setting);
  ledger.subject({ id: cast.ownerKey, kind: 'access-key', principal: asPrincipal(cast.owner) }, null);

  const { start, window } = setting;
  const owner = ownerOf(ledger, setting, cast);
  owner.works(window.from, window.to);
  owner.sitsAt(cast.hotelIp, start - 5 * DAY - 2 * HOUR);
  owner.makesServiceKey(start - DAY + 13 * HOUR);
  if (logsObjects) readsObjects(ledger, setting, cast);

  const { owner: user } = cast;
  return {
    events: ledger.events,
    accountId: MAIN_ACCOUNT,
    truth: (asOf) =>
      truthOf(
        ledger,
        {
          subject: { kind: 'access-key', id: cast.ownerKey, accountId: MAIN_ACCOUNT },
          identity: { type: 'IAMUser', userName: user.userName, arn: user.arn, accountId: MAIN_ACCOUNT, principalId: user.userId },
          questions: quietQuestions({ cast, ...usesOf(ledger, cast), categories: logsObjects ? ['Data', 'Management'] : ['Management'] }),
        },
        asOf,
      ),
  };
}

function usesOf(ledger: Ledger, { ownerKey }: Cast): Pick<QuietFacts, 'briefly' | 'fresh'> {
  const calls = ledger.events.filter((event) => callerKeyId(event) === ownerKey);
  const byAddress = groupBy(calls, ({ sourceIPAddress }) => sourceIPAddress);
  const briefly = [...byAddress]
    .filter(([, some]) => new Set(some.map(({ eventTime }) => eventTime.slice(0, 10))).size === 1)
    .map(([address]) => address);
  const namesAt = (isThere: boolean): Set<string> =>
    new Set(calls.filter(({ sourceIPAddress }) => briefly.includes(sourceIPAddress) === isThere).map(({ eventName }) => eventName));
  const elsewhere = namesAt(false);
  return { briefly, fresh: [...namesAt(true)].filter((name) => !elsewhere.has(name)) };
}

/** Each afternoon the owner's script takes the same objects from the office. */
function readsObjects(ledger: Ledger, { company, window, random }: Setting, { owner, ownerKey, homeIp }: Cast): void {
  const caller = { identity: byUserKey(owner, ownerKey), sourceIp: company.officeIps[0] ?? homeIp, userAgent: boto3('1.35.36', '3.11.10') };
  for (let day = window.from; day < window.to; day += DAY) {
    for (const [index, bucketName] of company.buckets.entries()) {
      const at = day + 20 * HOUR + index * 1000 + random.below(900);
      ledger.call(caller, readData('s3', 'GetObject', { bucketName, key: 'reports/daily.csv' }), { at, region: HOME_REGION });
    }
  }
}
