import type { Case } from '../core/case.ts';
import type { Truth } from '../core/truth.ts';
import { type Verification, verify } from '../verify/verify.ts';
import { type InvestigationRequest, investigateLake } from './investigate.ts';
import { readCase, readTruth } from './read-document.ts';

export interface VerifyRequest extends Omit<InvestigationRequest, 'subjects'> {
  /** A case to compare; without it the subject of the answer key is investigated now. */
  readonly caseFile?: string;
  readonly truthFile: string;
}

export interface Verified {
  readonly case: Case;
  readonly truth: Truth;
  readonly verification: Verification;
}

/** Compares a case with an answer key. */
export async function verifyCase({ caseFile, truthFile, ...request }: VerifyRequest, effects: { readonly now: () => Date }): Promise<Verified> {
  const truth = await readTruth(truthFile);
  const document = caseFile === undefined ? await investigateLake({ ...request, subjects: [truth.subject.id] }, effects) : await readCase(caseFile);
  return { case: document, truth, verification: verify(document, truth) };
}
