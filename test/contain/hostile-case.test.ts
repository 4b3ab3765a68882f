import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planContainment } from '../../src/contain/plan.ts';
import { planSchema } from '../../src/contain/plan-schema.ts';
import { credentialKinds } from '../../src/core/case.ts';
import { ACCOUNT, call, caseOf, credential, deed, escalation, mint, principal, resource } from './case-fixture.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom("'", '"', '$', '`', '\n', '\0', ' ', ';', '-', '/', ':', '\u202e') }),
);
const arn = fc.oneof(
  text,
  fc
    .tuple(fc.constantFrom('user', 'role', 'federated-user', 'assumed-role', 'root'), text)
    .map(([kind, name]) => `arn:aws:iam::${ACCOUNT}:${kind}/${name}`),
  fc.stringMatching(/^[\w+=,.@-]{1,64}$/).map((name) => `arn:aws:iam::${ACCOUNT}:user/${name}`),
);
const hostile = fc.record({
  id: text,
  kind: fc.constantFrom(...credentialKinds),
  owner: arn,
  made: arn,
  raised: arn,
  eventId: text,
  eventName: text,
  trail: text,
});

test('whatever a case holds, the plan keeps to its schema, shows plain text, and every line of the CLI is one command', () => {
  fc.assert(
    fc.property(hostile, ({ id, kind, owner, made, raised, eventId, eventName, trail }) => {
      const document = caseOf({
        credentials: [credential(id, owner, { kind, mintedBy: mint(id, eventName, eventId) }), credential('AKIAIAAAAAAAAEXAMPLE', owner)],
        principals: [principal(made, { createdBy: deed(id, eventId) })],
        edges: [escalation(id, raised, eventName, eventId), escalation(id, raised, 'AttachUserPolicy', eventId)],
        resources: [resource(eventId, trail, trail)],
        timeline: [call(eventId, 'StopLogging', { eventSource: 'cloudtrail.amazonaws.com' })],
      });
      const plan = planContainment(document, { level: 'eradicate', responders: [], now: '2026-01-07T03:00:00Z', caseDigest: 'test' });
      expect(() => planSchema.parse(plan)).not.toThrow();
      for (const said of [JSON.stringify(plan.steps), ...plan.notCovered]) expect(/[^\x20-\x7e]/.exec(said)?.[0]).toBeUndefined();
      const lines = plan.steps.map((step) => step.cli).join('\n');
      const ran = execFileSync('sh', ['-c', `aws() { printf '%s\\n' "$1"; }\n${lines}`], { encoding: 'utf8' });
      expect(ran).toBe(plan.steps.map((step) => `${step.service}\n`).join(''));
    }),
  );
});
