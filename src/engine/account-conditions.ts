import { quoteList } from '../athena-sql/literal.ts';

/** A condition of Athena SQL that holds for events in the trails of these accounts, and for those that do not say in whose; for every event when none is given. */
export const accountConditions = (accounts: readonly string[]): string[] =>
  accounts.length === 0 ? [] : [`coalesce(recipientaccountid IN (${quoteList(accounts)}), true)`];
