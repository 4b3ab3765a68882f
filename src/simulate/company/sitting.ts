import type { CloudTrailEvent } from '../../core/event.ts';
import type { Call } from '../cloud/call.ts';
import type { Caller, Circumstances } from '../cloud/cloud.ts';
import { atSignIn, beforeSignIn, byUserSession } from '../cloud/identity.ts';
import { checkMfa, consoleLogin } from '../cloud/signin.ts';
import type { IdMint } from '../id-mint.ts';
import { HOME_REGION, type Person } from './company.ts';

/** Somebody of the company at work in the console. */
export interface Sitting {
  /** The session's key. */
  readonly credential: string;
  /** Makes a call; `at` in milliseconds. */
  does(at: number, call: Call): CloudTrailEvent;
}

/** Whatever writes down calls: the company's scene, or a story's ledger. */
export interface Recorder {
  readonly ids: IdMint;
  readonly record: (caller: Caller, call: Call, circumstances: Circumstances) => CloudTrailEvent;
}

/** A person signs in with a second factor, at `at` (milliseconds), from `sourceIp`. */
export function sitDown({ ids, record }: Recorder, person: Person, sourceIp: string, at: number): Sitting {
  const desk = { sourceIp, userAgent: person.browser };
  const door: Caller = { identity: atSignIn(person.user), ...desk };
  record({ ...door, identity: beforeSignIn(person.user) }, checkMfa, { at: at - 5000, region: HOME_REGION });
  record(door, consoleLogin(person.mfaSerial), { at, region: HOME_REGION });
  const credential = ids.key('ASIA');
  const caller: Caller = { identity: byUserSession(person.user, credential, { at, mfa: true }), ...desk, console: true };
  return { credential, does: (time, call) => record(caller, call, { at: time, region: HOME_REGION }) };
}
