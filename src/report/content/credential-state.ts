import { isAlive } from '../../core/alive.ts';
import type { CaseCredential, CasePrincipal } from '../../core/case.ts';
import { badge, type Cell, events, phrase, type Tone, text } from './cell.ts';
import { stateWords } from './words.ts';

/** How a credential stands: the words, and whether it opens a door. */
export interface CredentialStanding {
  readonly words: string;
  readonly tone: Tone;
}

/** The state of a credential. One that outlives its principal is named so: its state says `active`, and it opens nothing. */
export function standingOf(credential: CaseCredential, principals: readonly CasePrincipal[]): CredentialStanding {
  const { state } = credential;
  if (isAlive(credential, principals)) return { words: stateWords[state], tone: state === 'unknown' ? 'warning' : 'danger' };
  const ended = state === 'deleted' || state === 'inactive' || state === 'expired';
  return { words: ended ? stateWords[state] : 'principal deleted', tone: 'calm' };
}

/** The standing with the event that brought it about, where one did. */
export function credentialState(credential: CaseCredential, principals: readonly CasePrincipal[]): Cell {
  const { words, tone } = standingOf(credential, principals);
  const word = badge(words, tone);
  return credential.stateEventId === null ? word : phrase(word, text(' '), events([credential.stateEventId]));
}
