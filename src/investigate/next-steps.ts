import { isAlive } from '../core/alive.ts';
import type { CaseCredential, CasePrincipal, Compromise, NextStep, Resource, Subject } from '../core/case.ts';
import { shellWord } from '../core/shell-word.ts';
import type { Surroundings } from './surroundings.ts';

/** What to do now, most urgent first; each with the command that does it or begins it. */
export function nextStepsOf(
  subject: Subject,
  credentials: readonly CaseCredential[],
  principals: readonly CasePrincipal[],
  compromise: Compromise | null,
  resources: readonly Resource[],
  { lake }: Surroundings,
): NextStep[] {
  const [seed] = credentials;
  if (seed === undefined) return [];
  const where = lake === null ? '' : ` --lake ${shellWord(lake)}`;
  const alive = credentials.filter((credential) => isAlive(credential, principals));
  const sleepers = alive.filter(({ state, kind }) => state === 'sleeper' && kind === 'access-key');
  const sessions = alive.filter(({ expiresAt }) => expiresAt !== null);
  const secrets = resources.filter(({ action }) => action === 'read');
  const steps: NextStep[] = [];
  const step = (action: string, why: string, command: string | null): void => void steps.push({ action, why, command });

  if (compromise === null) {
    step('Ask the owner about the calls of this key', 'Nothing in these logs shows use by anyone else, which is no proof that there was none', null);
  } else if (alive.length > 0) {
    const kinds = [
      `${alive.length} of ${credentials.length} credentials are alive`,
      ...(sleepers.length > 0 ? [`${sleepers.map(({ id }) => id).join(', ')} never used yet`] : []),
      ...(sessions.length > 0 ? [`${sessions.length} sessions outlive the key`] : []),
    ];
    step(
      `Cut off ${alive.length === 1 ? 'the credential' : `the ${alive.length} credentials`} that still ${alive.length === 1 ? 'works' : 'work'}`,
      kinds.join('; '),
      `keytrail contain plan ${shellWord(subject.id)}${where}`,
    );
  }
  if (seed.depth === 0 && seed.mintedBy?.credential && compromise !== null && seed.kind !== 'access-key') {
    step(
      'Investigate the credential that minted this one',
      `${seed.id} comes from ${seed.mintedBy.credential}`,
      `keytrail investigate ${seed.mintedBy.credential}${where}`,
    );
  }
  if (secrets.length > 0) {
    const names = [...new Set(secrets.map(({ name }) => name))];
    step(
      'Rotate what was read',
      `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''} must be held for known`,
      null,
    );
  }
  step('Ask the logs more', 'Every statement of this case names the events it rests on', `keytrail sql${where}`);
  return steps;
}
