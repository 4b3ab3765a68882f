import { QUARANTINE_POLICY, quarantinePolicy } from '../deny-policy.ts';
import type { Scope } from '../scope.ts';
import { bursts, defineStep, type StepDefinition } from '../step-definition.ts';
import { because } from '../step-words.ts';

type Noun = 'User' | 'Role';

const madeByAttacker = (scope: Scope, noun: Noun) => (noun === 'User' ? scope.users : scope.roles).filter((principal) => principal.madeByAttacker);

/** Takes our own deny policy off again: IAM deletes nobody who still has an inline policy. */
const liftQuarantine = (noun: Noun): StepDefinition =>
  defineStep({
    id: `lift-quarantine-${noun.toLowerCase()}`,
    level: 'eradicate',
    burst: bursts.strip,
    service: 'iam',
    operation: `Delete${noun}Policy`,
    calls: (scope, { exempt }) =>
      madeByAttacker(scope, noun).map(({ name, arn, kind }) => {
        const named = { [`${noun}Name`]: name, PolicyName: QUARANTINE_POLICY };
        return {
          about: name,
          input: named,
          target: { kind, id: arn },
          why: `Delete${noun} is refused while an inline policy is there.`,
          breaks: [],
          doesNotStop: [],
          inverse: { operation: `Put${noun}Policy`, input: { ...named, PolicyDocument: quarantinePolicy(exempt) } },
          check: `List${noun}Policies shows no ${QUARANTINE_POLICY}; Delete${noun} follows at once.`,
        };
      }),
  });

/** Deletes a principal that the attacker made, and nobody else. */
const remove = (noun: Noun): StepDefinition =>
  defineStep({
    id: `delete-${noun.toLowerCase()}`,
    level: 'eradicate',
    burst: bursts.remove,
    service: 'iam',
    operation: `Delete${noun}`,
    calls: (scope) =>
      madeByAttacker(scope, noun).map((principal) => ({
        about: principal.name,
        input: { [`${noun}Name`]: principal.name },
        target: { kind: principal.kind, id: principal.arn },
        why: `${because(principal)}. Its sessions end with it.`,
        breaks: [],
        doesNotStop: [],
        inverse: 'irreversible',
        check: `Get${noun} answers NoSuchEntity. DeleteConflict means that something is left on it: compare with the reads of the evidence level.`,
      })),
  });

export const liftUserQuarantine = liftQuarantine('User');
export const liftRoleQuarantine = liftQuarantine('Role');
export const deleteUser = remove('User');
export const deleteRole = remove('Role');
