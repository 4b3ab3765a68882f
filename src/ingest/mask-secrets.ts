import { isSecretMember, MASK } from '../core/secrets.ts';
import { nextMember, type Span, valueEnd } from './scan-json.ts';

const MASKED = JSON.stringify(MASK);

/** The JSON text of a value, byte for byte, but for the values of secret members at any depth, of whatever type: those become `"***"`. */
export function maskSecrets(text: string, span: Span): string {
  let masked = '';
  let copied = span.start;
  for (let member = nextMember(text, span.start, span.end); member !== null; ) {
    let next = member.start;
    if (isSecretMember(member.name)) {
      next = valueEnd(text, member.start);
      masked += text.slice(copied, member.start) + MASKED;
      copied = next;
    }
    member = nextMember(text, next, span.end);
  }
  return masked + text.slice(copied, span.end);
}
