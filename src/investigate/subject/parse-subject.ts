import { isIP } from 'node:net';
import { type AccessKeyId, isAccessKeyId, parseAccessKeyId } from '../../core/access-key-id.ts';
import { parseArn } from '../../core/arn.ts';
import type { Subject as CaseSubject } from '../../core/case.ts';
import { KeytrailError } from '../../core/errors.ts';

/** What is to be investigated. `id` is a key id, an ARN, an address or an eventID. */
export type Subject =
  | { readonly kind: 'access-key'; readonly id: AccessKeyId }
  | { readonly kind: Exclude<CaseSubject['kind'], 'access-key'>; readonly id: string };

const EVENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const KEY_WITHIN = /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])/g;

/**
 * Reads a subject by its form: access key id, ARN of a user, role or session, source address, eventID; or any text that holds exactly one key id,
 * such as a line of a leaked `.env`. Of such a text nothing but the id is kept.
 *
 * @throws KeytrailError `KT_KEY_INVALID` for text that is none of these, `KT_SUBJECT_UNSUPPORTED` for ARNs of other things
 */
export function parseSubject(text: string): Subject {
  const trimmed = text.trim();
  if (isAccessKeyId(trimmed)) return { kind: 'access-key', id: trimmed };
  if (isIP(trimmed) !== 0) return { kind: 'source-ip', id: trimmed };
  if (EVENT_ID.test(trimmed)) return { kind: 'event', id: trimmed.toLowerCase() };
  if (parseArn(trimmed) !== null) return ofArn(trimmed);
  const [only, ...more] = new Set(trimmed.match(KEY_WITHIN) ?? []);
  if (only !== undefined && more.length === 0 && isAccessKeyId(only)) return { kind: 'access-key', id: only };
  return { kind: 'access-key', id: parseAccessKeyId(trimmed) };
}

function ofArn(arn: string): Subject {
  const { service, resource } = parseArn(arn) ?? { service: '', resource: '' };
  if (service === 'iam' && (resource === 'root' || resource.startsWith('user/'))) return { kind: 'user', id: arn };
  if (service === 'iam' && resource.startsWith('role/')) return { kind: 'role', id: arn };
  if (service === 'sts' && /^(assumed-role|federated-user)\//.test(resource)) return { kind: 'session', id: arn };
  throw new KeytrailError('KT_SUBJECT_UNSUPPORTED', `"${arn}" names no user, role or session.`, {
    hint: 'Give the ARN of who made the calls: arn:aws:iam::...:user/NAME, arn:aws:iam::...:role/NAME or arn:aws:sts::...:assumed-role/ROLE/SESSION.',
  });
}
