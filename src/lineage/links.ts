import { parseArn, partitionOfRegion, roleArn, userArn } from '../core/arn.ts';
import { parseAwsTime } from '../core/aws-time.ts';
import { type CloudTrailEvent, callerKeyId } from '../core/event.ts';
import { textAt } from '../core/json.ts';
import { mintingOf } from '../core/minting/index.ts';
import type { Bearer } from '../core/minting/minting.ts';
import type { Mint, Origin } from './lineage.ts';

/** Where a mint without a readable id stands in the case: the record was cut, so the child is unknown. */
const cutId = (event: CloudTrailEvent): string => `unknown:${event.eventID}`;

/** The account a record is about, for names that come without an ARN. */
export const accountOf = (event: CloudTrailEvent): string => event.recipientAccountId ?? event.userIdentity?.accountId ?? '';
/** Callers without an ARN are in the partition of the region. */
const partitionOf = (event: CloudTrailEvent): string => parseArn(event.userIdentity?.arn ?? '')?.partition ?? partitionOfRegion(event.awsRegion);

/** The ARN of a user that a record knows only by name, in the account and partition of the record. */
export const userArnIn = (event: CloudTrailEvent, userName: string): string => userArn(accountOf(event), userName, partitionOf(event));
/** The same for a role. */
export const roleArnIn = (event: CloudTrailEvent, roleName: string): string => roleArn(accountOf(event), roleName, partitionOf(event));

const arnOf = (bearer: Bearer, event: CloudTrailEvent): string | null =>
  bearer.arn ?? (bearer.userName === null ? null : userArnIn(event, bearer.userName));

/**
 * The credential that a call minted, if it minted one.
 *
 * @param minter who made the call, and how the child hangs on it; for calls without a key the rule says what joins them
 */
export function mintedBy(
  event: CloudTrailEvent,
  minter: Pick<Mint, 'actor' | 'certainty' | 'rule'> & { credential?: string },
  depth: number,
): Origin | null {
  const minting = mintingOf(event);
  if (minting === null) return null;
  const id = minting.child(event);
  const expiration = minting.expiration === undefined ? null : textAt(event, minting.expiration);
  return {
    id: id ?? cutId(event),
    kind: minting.kind,
    principal: arnOf(minting.bearer(event), event),
    depth,
    expiresAt: expiration === null ? null : parseAwsTime(expiration),
    cut: id === null,
    mint: {
      credential: minter.credential ?? callerKeyId(event),
      event,
      relation: minting.relation,
      certainty: minting.doubt?.certainty ?? minter.certainty,
      rule: minting.doubt?.rule ?? minter.rule,
      actor: minter.actor,
    },
  };
}
