import { cited } from '../shown.ts';
import { bursts, defineStep, type StepDefinition } from '../step-definition.ts';

/** Takes back a managed policy that the lineage attached. */
const detach = (kind: 'user' | 'role', noun: 'User' | 'Role'): StepDefinition =>
  defineStep({
    id: `detach-${kind}-policy`,
    level: 'eradicate',
    burst: bursts.strip,
    service: 'iam',
    operation: `Detach${noun}Policy`,
    calls: ({ policies }) =>
      policies
        .filter(({ principal }) => principal.kind === kind)
        .map(({ principal, policyArn, eventId }) => {
          const input = { [`${noun}Name`]: principal.name, PolicyArn: policyArn };
          return {
            about: `${principal.name}:${policyArn}`,
            input,
            target: { kind, id: principal.arn },
            why: `The lineage attached it (${cited(eventId)}).`,
            breaks: [],
            doesNotStop: ['rights from other policies and groups'],
            inverse: { operation: `Attach${noun}Policy`, input },
            check: `ListAttached${noun}Policies does not show it.`,
          };
        }),
  });

export const detachUserPolicy = detach('user', 'User');
export const detachRolePolicy = detach('role', 'Role');
