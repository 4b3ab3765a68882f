import { nameOfArn, parseArn } from '../core/arn.ts';
import { principalChangeOf } from '../core/principal-change.ts';
import { followed, type Traced } from './lineage.ts';
import { accountOf } from './links.ts';

/** Where calls by others can be that made, ended or bound what a lineage holds. */
export interface Reach {
  /** Empty where it may be any account. */
  readonly accounts: readonly string[];
  /** What such a call names: users and roles, and credentials other than sessions, which no call names. */
  readonly names: readonly string[];
}

/** The accounts and names of credentials, of whom they act as, and of the users and roles that their calls made, ended or changed. */
export function reachOf(credentials: readonly Traced[]): Reach {
  const accounts = new Set<string>();
  const names = new Set<string>();
  let isKnown = true;
  for (const credential of credentials) {
    const { id, principal, events, mint } = credential;
    const arnAccount = parseArn(principal ?? '')?.accountId ?? '';
    const own = [arnAccount, ...[...events, ...(mint === null ? [] : [mint.event])].map(accountOf)].filter((account) => account !== '');
    for (const account of own) accounts.add(account);
    if (own.length === 0) isKnown = false;
    if (principal !== null) names.add(nameOfArn(principal));
    if (!id.startsWith('ASIA')) names.add(id.slice(id.indexOf(':') + 1));
    for (const event of followed(credential)) {
      const change = principalChangeOf(event);
      if (change === null) continue;
      names.add(change.name);
      accounts.add(parseArn(change.arn ?? '')?.accountId || accountOf(event));
    }
  }
  accounts.delete('');
  return { accounts: isKnown ? [...accounts] : [], names: [...names] };
}
