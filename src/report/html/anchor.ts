import { createHash } from 'node:crypto';

/** The id attribute of the row about an event or a credential. Ids of other characters, or of great length, are replaced by their digest. */
export function anchorOf(subject: { readonly kind: 'event' | 'credential'; readonly id: string }): string {
  const { kind, id } = subject;
  if (/^[A-Za-z0-9-]{1,64}$/.test(id)) return `${kind}-${id}`;
  return `${kind}_${createHash('sha256').update(id).digest('hex').slice(0, 24)}`;
}
