import { type AccessKeyId, accountOfId, DOCUMENTATION_KEY_ID, isAccessKeyId, isLongTermKeyId, parseAccessKeyId } from '../core/access-key-id.ts';
import { parseArn } from '../core/arn.ts';
import type { Coverage } from '../core/case.ts';
import { KeytrailError } from '../core/errors.ts';
import { principalArn } from '../core/event.ts';
import type { EventStore } from '../lineage/event-store.ts';
import type { Origin } from '../lineage/lineage.ts';
import { mintedBy } from '../lineage/links.ts';

/**
 * Reads what the user wants investigated.
 *
 * @throws KeytrailError `KT_SUBJECT_UNSUPPORTED` for an ARN, `KT_KEY_INVALID` for text that is no key id
 */
export function parseSubject(text: string): AccessKeyId {
  if (!isAccessKeyId(text.trim()) && parseArn(text) !== null) {
    throw new KeytrailError('KT_SUBJECT_UNSUPPORTED', `"${text}" is an ARN; only access key ids can be investigated yet.`, {
      hint: 'Find the keys of that user or role first: keytrail sql "SELECT DISTINCT useridentity.accesskeyid FROM irworkshopgluetablecloudtrail WHERE useridentity.arn = \'...\'"',
    });
  }
  return parseAccessKeyId(text);
}

/**
 * The key as the root of its lineage: who it belongs to, and who minted it where the data shows it.
 *
 * @throws KeytrailError `KT_SUBJECT_UNKNOWN` when the key neither made a call nor was minted in these logs
 */
export async function seedOf(store: EventStore, id: AccessKeyId, coverage: Coverage): Promise<Origin> {
  const [first] = await store.byKeys([id]);
  const born = (await store.mintsOf(id))
    .map((event) => mintedBy(event, { actor: 'unknown', certainty: 'certain', rule: 'named in the answer to the call' }, 0))
    .find((origin) => origin?.id === id);
  if (first === undefined && born === undefined) throw unknownKey(id, coverage);
  const session = isLongTermKeyId(id) ? 'access-key' : first?.userIdentity?.type === 'AssumedRole' ? 'role-session' : 'session-token';
  return {
    id,
    kind: born?.kind ?? session,
    principal: (first && principalArn(first.userIdentity)) ?? born?.principal ?? null,
    depth: 0,
    mint: born?.mint ?? null,
    expiresAt: born?.expiresAt ?? null,
    cut: false,
  };
}

function unknownKey(id: AccessKeyId, { events, from, to, regions, accounts }: Coverage): KeytrailError {
  const account = accountOfId(id);
  const window =
    from === null || to === null
      ? ''
      : `, ${from.slice(0, 10)} to ${to.slice(0, 10)}, ${regions.length} ${regions.length === 1 ? 'region' : 'regions'}`;
  const belongs =
    account === null ? '' : ` It belongs to account ${account}${accounts.includes(account) ? '' : ', of which this lake holds nothing'}.`;
  const documented = id === DOCUMENTATION_KEY_ID ? " It is AWS's documentation key." : '';
  return new KeytrailError('KT_SUBJECT_UNKNOWN', `${id} does not occur in this lake (${events} events${window}).${belongs}${documented}`, {
    hint: 'Collect the logs of its account and of the days of the incident, all regions, and ask again.',
  });
}
