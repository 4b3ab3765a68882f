import { type PlanOptions, planContainment } from '../../src/contain/plan.ts';
import type { Plan, Step } from '../../src/contain/plan-schema.ts';
import type { Case } from '../../src/core/case.ts';
import { ACCOUNT } from './case-fixture.ts';

export const NOW = '2026-01-07T03:00:00Z';
export const RESPONDER = `arn:aws:iam::${ACCOUNT}:role/IncidentResponder`;

/** A plan of the furthest level with one responder, unless said otherwise. */
export const plan = (document: Case, rest: Partial<PlanOptions> = {}): Plan =>
  planContainment(document, { level: 'eradicate', responders: [RESPONDER], now: NOW, caseDigest: 'sha256:test', ...rest });

/** `2 PutUserPolicy alice`: what a step does, and to whom. */
const line = ({ burst, operation, input, target }: Step): string =>
  `${burst} ${operation} ${input['UserName'] ?? input['RoleName'] ?? ''} ${target.kind === 'access-key' ? target.id : ''}`.trim();
/** The steps that change something, a line each. */
export const changes = (document: Case, rest: Partial<PlanOptions> = {}): string[] =>
  plan(document, rest)
    .steps.filter((step) => step.level !== 'evidence')
    .map(line);
