import type { MarkedActor } from '../core/case-marks.ts';
import { KeytrailError } from '../core/errors.ts';

/** Written again because the list in core comes with its schema, and the help is to load no schema. */
const actors: readonly MarkedActor[] = ['attacker', 'owner', 'responder'];

/** Reads `EVENT_ID=WHO`: whose call a single event was, as the user says. */
export function parseMark(text: string): readonly [eventId: string, actor: MarkedActor] {
  const at = text.lastIndexOf('=');
  const actor = actors.find((name) => name === text.slice(at + 1));
  if (at > 0 && actor !== undefined) return [text.slice(0, at), actor];
  throw new KeytrailError('KT_USAGE', `--mark is "${text}", not an eventID and whose call it was.`, {
    hint: `Write it like EVENT_ID=owner; the others are ${actors.filter((name) => name !== 'owner').join(' and ')}.`,
  });
}
