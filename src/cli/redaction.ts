import { redactCase } from '../app/redact-case.ts';
import type { Case } from '../core/case.ts';
import { KeytrailError } from '../core/errors.ts';
import { pseudonyms, type Redact, redactTexts } from '../core/pseudonyms.ts';
import { redactionKey } from '../lake/redaction-key.ts';
import { type LakeFlags, lakeDirectory } from './shared-flags.ts';

/** The option of every command that shows what is in a lake. A command that takes it redacts all that it says. */
export interface RedactFlags {
  readonly redact: boolean;
}

/** What `--redact` does to what a command says; without the option nothing. */
export interface Redaction {
  readonly text: Redact;
  readonly value: <T>(value: T) => T;
  readonly case: (document: Case) => Case;
  readonly error: (error: KeytrailError) => KeytrailError;
}

const none: Redaction = { text: (text) => text, value: (value) => value, case: (document) => document, error: (error) => error };

/** Does the work of a command with the redaction that its options ask for; an error that leaves it is redacted too. */
export async function redacting(
  flags: RedactFlags & LakeFlags,
  env: Readonly<Record<string, string | undefined>>,
  work: (redaction: Redaction) => Promise<void>,
): Promise<void> {
  const redaction = flags.redact ? redactionBy(pseudonyms(await redactionKey(lakeDirectory(flags, env)))) : none;
  try {
    await work(redaction);
  } catch (error) {
    throw error instanceof KeytrailError ? redaction.error(error) : error;
  }
}

const redactionBy = (redact: Redact): Redaction => ({
  text: redact,
  value: (value) => redactTexts(value, redact),
  case: (document) => redactCase(document, redact),
  error: ({ code, message, hint }) => new KeytrailError(code, redact(message), hint === undefined ? {} : { hint: redact(hint) }),
});
