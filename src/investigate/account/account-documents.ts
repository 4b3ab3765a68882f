import type { AccountStatement, CaseCredential, CasePrincipal, Compromise, Coverage } from '../../core/case.ts';
import type { LivingPrincipal } from './authorization-details.ts';
import type { ReportedUser } from './credential-report.ts';

/** What the account itself says, in documents that the user brings: it knows of uses that no trail saw. */
export interface AccountDocuments {
  readonly report?: readonly ReportedUser[];
  readonly details?: readonly LivingPrincipal[];
}

/** What the logs say of the same. */
export interface LogsSay {
  readonly credentials: readonly CaseCredential[];
  readonly principals: readonly CasePrincipal[];
  readonly compromise: Compromise | null;
  readonly coverage: Pick<Coverage, 'from' | 'to'>;
}

/** Makes statements from one side: who it is about and where it comes from are said once. */
export const statementsFrom =
  (source: AccountStatement['source']) =>
  (about: string, agrees: boolean, text: string, ...eventIds: readonly (string | null | undefined)[]): AccountStatement => ({
    about,
    source,
    agrees,
    text,
    eventIds: eventIds.filter((id) => id !== null && id !== undefined),
  });

const MINUTE = 60_000;

/** Whether a time is later than another by more than clocks and rounding explain. IAM tells last uses with a delay and by whole seconds. */
export const isLater = (time: string, than: string | null, minutes = 1): boolean =>
  than === null || Date.parse(time) - Date.parse(than) > minutes * MINUTE;
