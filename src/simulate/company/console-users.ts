import type { Call } from '../cloud/call.ts';
import { read } from '../cloud/call.ts';
import type { Caller } from '../cloud/cloud.ts';
import { atSignIn, beforeSignIn, byUserSession } from '../cloud/identity.ts';
import { denial } from '../cloud/refusal.ts';
import { checkMfa, consoleLogin } from '../cloud/signin.ts';
import type { Person } from './company.ts';
import { consolePages } from './console-pages.ts';
import { office } from './hours.ts';
import { renewed } from './renewed.ts';
import { inTurn, type Routine, type Scene } from './routine.ts';

const WORKDAY = 9 * 3_600_000;
/** Sign-in, question for the second factor and the first page take so long. */
const DOOR = 24_000;

/** What the start page asks for and most people may not see. */
const costs: Call = read('ce', 'GetCostAndUsage', {
  Granularity: 'MONTHLY',
  Metrics: ['UnblendedCost'],
});
const organization: Call = read('organizations', 'DescribeOrganization');

/** Somebody who works in the console: signs in with a second factor in the morning, then opens pages, each of which makes a handful of calls. */
export function consoleUser(scene: Scene, person: Person): Routine {
  const { random, ids, company } = scene;
  const { region } = person;

  const signIn = renewed(WORKDAY, (at) => {
    const sourceIp = random.chance(0.7) ? random.pick(company.officeIps) : person.homeIp;
    const door: Caller = { identity: atSignIn(person.user), sourceIp, userAgent: person.browser };
    if (random.chance(0.05)) scene.record(door, consoleLogin(null, 'Failure'), { at, region });
    scene.record({ ...door, identity: beforeSignIn(person.user) }, checkMfa, { at: at + 15_000, region });
    scene.record(door, consoleLogin(person.mfaSerial), { at: at + 20_000, region });
    // The console takes a key of its own for each service, all with the sign-in's creation date.
    const callers = new Map<string, Caller>();
    const callerOf = (service: string): Caller => {
      const caller = callers.get(service) ?? {
        identity: byUserSession(person.user, ids.key('ASIA'), { at: at + 20_000, mfa: true }),
        sourceIp,
        userAgent: person.browser,
        console: true,
      };
      callers.set(service, caller);
      return caller;
    };
    const home = callerOf('home');
    for (const call of [costs, organization]) {
      scene.record(home, call, { at: at + DOOR, region, refusal: denial(call, person.user.arn) });
    }
    return { openedAt: at, callerOf };
  });

  return {
    about: `${person.user.userName} works in the console`,
    share: 2.4,
    size: 8,
    hours: office(person.utcOffset),
    act: (at) => {
      const desk = signIn(at);
      let time = Math.max(at, desk.openedAt + DOOR + 4000);
      for (let pages = random.between(1, 3); pages > 0; pages--) {
        const page = random.pick(consolePages);
        time = inTurn(scene, desk.callerOf(page.service), page.calls, time, region, 1) + random.between(4, 40) * 1000;
      }
    },
  };
}
