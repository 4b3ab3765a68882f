import { KeytrailError } from '../../core/errors.ts';
import { newCompany } from '../company/company.ts';
import { idMint, idRange } from '../id-mint.ts';
import { DEFAULT_DAYS, DEFAULT_START, scenarioOf } from '../options.ts';
import { randomOf } from '../random.ts';
import { iamCredentialExposure } from '../scenarios/iam-credential-exposure.ts';
import { windowAround } from '../window.ts';
import { scriptFrame } from './script-frame.ts';
import { asAdministrator, scriptSteps } from './script-steps.ts';

/**
 * A scenario as a bash script of AWS CLI calls, for CloudShell in a sandbox account: `bash SCRIPT --account 111122223333`. It refuses to run
 * elsewhere, and takes away what it made.
 *
 * @throws KeytrailError `KT_SCENARIO_UNKNOWN`; `KT_USAGE` for a scenario that needs more than one sitting.
 */
export function scriptOf(scenarioId: string): string {
  const scenario = scenarioOf(scenarioId);
  if (scenario !== iamCredentialExposure) {
    throw new KeytrailError('KT_USAGE', `The scenario "${scenario.id}" cannot be a script: it needs an owner who uses the key for weeks.`, {
      hint: `Take ${iamCredentialExposure.id}.`,
    });
  }
  const start = Date.parse(DEFAULT_START);
  const companyIds = idMint(idRange(1, 0, 'company'));
  const { events, truth } = scenario.play({
    company: newCompany(randomOf(1, 'company'), companyIds),
    random: randomOf(1, 'story'),
    ids: idMint(idRange(1, 0, 'story')),
    window: windowAround(start, DEFAULT_DAYS),
    start,
  });
  const { attackerEventIds, identity } = truth(start);
  const attack = attackerEventIds.flatMap((id) => events.find((event) => event.eventID === id) ?? []);
  const owners = new Map(
    events.flatMap(({ responseElements }) => {
      const key = responseElements?.['accessKey'];
      return isKey(key) ? [[key.accessKeyId, key.userName] as const] : [];
    }),
  );
  const leaked = identity.userName ?? '';
  const madeByAttack = new Set(
    attack.filter(({ eventName }) => eventName === 'CreateUser').map((event) => String(event.requestParameters?.['userName'])),
  );
  const victims = [...new Set(owners.values())].filter((user) => user !== leaked && !madeByAttack.has(user));
  const setUp = [...victims.flatMap((user) => [asAdministrator('make_user', user), asAdministrator('mint', user)]), asAdministrator('mint', leaked)];
  return scriptFrame(scenario.title, leaked, [...victims, ...madeByAttack], setUp, scriptSteps(attack, owners));
}

const isKey = (value: unknown): value is { readonly accessKeyId: string; readonly userName: string } =>
  typeof value === 'object' && value !== null && 'accessKeyId' in value && 'userName' in value;
