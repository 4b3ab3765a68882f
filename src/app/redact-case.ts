import type { Case } from '../core/case.ts';
import { type Redact, redactTexts } from '../core/pseudonyms.ts';

/** The case with pseudonyms for ids, accounts and addresses in every text; it says of itself that it is redacted. */
export function redactCase(document: Case, redact: Redact): Case {
  const redacted = redactTexts(document, redact);
  return { ...redacted, evidence: { ...redacted.evidence, redacted: true } };
}
