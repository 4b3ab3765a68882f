import { createHash } from 'node:crypto';
import { planContainment } from '../contain/plan.ts';
import type { Plan } from '../contain/plan-schema.ts';
import { isAccessKeyId } from '../core/access-key-id.ts';
import type { Case } from '../core/case.ts';
import { type InvestigationRequest, investigateLake } from './investigate.ts';
import { readCase } from './read-document.ts';

export interface PlanRequest extends Omit<InvestigationRequest, 'subjects'> {
  /** A subject, or the file of a case. */
  readonly subject: string;
  readonly level: 'quarantine' | 'contain' | 'eradicate';
  readonly responders: readonly string[];
}

/** Plans the containment of a case: of the one in the file that `subject` names, or of one that is made now. */
export async function planFor(request: PlanRequest, effects: { readonly now: () => Date }): Promise<Plan> {
  const isFile = request.subject.endsWith('.json') && !isAccessKeyId(request.subject);
  const document = isFile ? await readCase(request.subject) : await investigateLake({ ...request, subjects: [request.subject] }, effects);
  const { level, responders } = request;
  return planContainment(document, { level, responders, now: effects.now().toISOString(), caseDigest: digestOf(document) });
}

/** Identity of what a case says: the time at which it was written does not count. */
function digestOf(document: Case): string {
  return createHash('sha256')
    .update(JSON.stringify({ ...document, generatedAt: '' }))
    .digest('hex');
}
