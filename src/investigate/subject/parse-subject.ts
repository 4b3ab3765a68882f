import { isIP } from 'node:net';
import { type AccessKeyId, isAccessKeyId, parseAccessKeyId } from '../../core/access-key-id.ts';
import { parseArn, roleArn } from '../../core/arn.ts';
import type { Subject as CaseSubject } from '../../core/case.ts';
import { KeytrailError } from '../../core/errors.ts';

/** What is to be investigated. `id` is a key id, an ARN, an address or an eventID. */
export type Subject =
  | { readonly kind: 'access-key'; readonly id: AccessKeyId }
  | { readonly kind: Exclude<CaseSubject['kind'], 'access-key'>; readonly id: string };

/** A user or role by its name alone: which it is, and of which account, is looked for in the logs. */
export interface NamedSubject {
  readonly kind: 'name';
  readonly id: string;
  /** Null where the text does not say. */
  readonly of: 'user' | 'role' | null;
}

const EVENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A name in IAM, its path left out. Source: IAM user guide, names and identifiers. Without a letter it is more likely to be an address mistyped. */
const NAME = /^(?:(?<of>user|role)\/(?:[^\s/]+\/)*)?(?<name>(?=.*[a-z])[\w+=,.@-]{1,64})$/i;
/** A secret access key has 40 characters of base64. */
const SECRET_WITHIN = /(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/;
const KEY_WITHIN = /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])/g;

/**
 * Reads a subject by its form: access key id, ARN of a user, role or session, source address, eventID; or any text that holds exactly one key id,
 * such as a line of a leaked `.env`. Of such a text nothing but the id is kept. What else could be the name of a user or role is taken for one; with
 * `user/` or `role/` before it, it is of that kind.
 *
 * @throws KeytrailError `KT_KEY_INVALID` for a key id that is none, `KT_SUBJECT_UNSUPPORTED` for whatever else names nobody
 */
export function parseSubject(text: string): Subject | NamedSubject {
  const trimmed = text.trim();
  if (isAccessKeyId(trimmed)) return { kind: 'access-key', id: trimmed };
  if (isIP(trimmed) !== 0) return { kind: 'source-ip', id: trimmed };
  if (EVENT_ID.test(trimmed)) return { kind: 'event', id: trimmed.toLowerCase() };
  if (parseArn(trimmed) !== null) return ofArn(trimmed);
  const [only, ...more] = new Set(trimmed.match(KEY_WITHIN) ?? []);
  if (only !== undefined && more.length === 0 && isAccessKeyId(only)) return { kind: 'access-key', id: only };
  if (/^A[KS]IA[^\s]*$/.test(trimmed)) return { kind: 'access-key', id: parseAccessKeyId(trimmed) };
  const { of, name } = NAME.exec(trimmed)?.groups ?? {};
  if (name !== undefined && (of !== undefined || !SECRET_WITHIN.test(trimmed))) return { kind: 'name', id: name, of: kindOf(of) };
  throw notASubject(trimmed, more.length > 0);
}

const kindOf = (written: string | undefined): NamedSubject['of'] => (written === 'user' || written === 'role' ? written : null);

/** The text may be a secret that was pasted in the place of an id: such a one is not repeated. */
function notASubject(text: string, holdsSeveral: boolean): KeytrailError {
  const shown = SECRET_WITHIN.test(text) ? 'What you gave' : `"${text}"`;
  if (holdsSeveral) {
    return new KeytrailError('KT_SUBJECT_UNSUPPORTED', `${shown} holds several access key ids.`, { hint: 'Give each as an argument of its own.' });
  }
  const network = /^[0-9a-f.:]+\/\d+$/i.test(text) ? 'Of a network give one address. ' : '';
  return new KeytrailError('KT_SUBJECT_UNSUPPORTED', `${shown} is nothing that can be investigated.`, {
    hint: `${network}Give an access key id, the ARN or name of a user or role, the ARN of a session, a source address, an eventID, or a .json file with a GuardDuty finding or a CloudTrail record.`,
  });
}

function ofArn(arn: string): Subject {
  const { service, resource, accountId, partition } = parseArn(arn) ?? { service: '', resource: '', accountId: '', partition: '' };
  if (service === 'iam' && (resource === 'root' || resource.startsWith('user/'))) return { kind: 'user', id: arn };
  if (service === 'iam' && resource.startsWith('role/')) return { kind: 'role', id: arn };
  // The console and some logs show a role's sessions without the name of one.
  const sessionless = service === 'sts' ? /^assumed-role\/([^/]+)\/?$/.exec(resource)?.[1] : undefined;
  if (sessionless !== undefined) return { kind: 'role', id: roleArn(accountId, sessionless, partition) };
  if (service === 'sts' && /^(assumed-role|federated-user)\//.test(resource)) return { kind: 'session', id: arn };
  throw new KeytrailError('KT_SUBJECT_UNSUPPORTED', `"${arn}" names no user, role or session.`, {
    hint: 'Give the ARN of who made the calls: arn:aws:iam::...:user/NAME, arn:aws:iam::...:role/NAME or arn:aws:sts::...:assumed-role/ROLE/SESSION.',
  });
}
