import type { CloudTrailEvent } from '../../core/event.ts';
import type { Call } from '../cloud/call.ts';
import type { Caller, Circumstances } from '../cloud/cloud.ts';
import type { IdMint } from '../id-mint.ts';
import type { Random } from '../random.ts';
import type { Company } from './company.ts';
import type { Hours } from './hours.ts';

/** Where the company's everyday happens: chance, ids, and the trail that records it. */
export interface Scene {
  readonly company: Company;
  readonly random: Random;
  readonly ids: IdMint;
  readonly record: (caller: Caller, call: Call, circumstances: Circumstances) => CloudTrailEvent;
}

/** Something that goes on at the company day in, day out. */
export interface Routine {
  readonly about: string;
  /** Its part of all events, relative to the other routines. */
  readonly share: number;
  /** How many events one turn makes, about. */
  readonly size: number;
  readonly hours: Hours;
  /** One turn of it. `at` (milliseconds) never lies before that of the turn before. */
  readonly act: (at: number) => void;
}

const SECOND = 1000;

/** Calls one after the other from `at` on, with pauses of up to so many seconds. Returns when the last was made. */
export function inTurn(scene: Scene, caller: Caller, calls: readonly Call[], at: number, region: string, longestPause: number): number {
  let time = at;
  for (const call of calls) {
    scene.record(caller, call, { at: time, region });
    time += scene.random.below(longestPause * SECOND + 1);
  }
  return time;
}
