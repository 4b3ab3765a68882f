import type { CloudTrailEvent } from '../core/event.ts';
import type { Truth } from '../core/truth.ts';
import type { Company } from './company/company.ts';
import type { IdMint } from './id-mint.ts';
import type { Random } from './random.ts';
import type { Window } from './window.ts';

/** What a scenario is given to play with. */
export interface Setting {
  readonly company: Company;
  readonly random: Random;
  readonly ids: IdMint;
  readonly window: Window;
  /** When the attacker makes the first call, in milliseconds. */
  readonly start: number;
}

/** What happened: the events, and the answer key. */
export interface Story {
  /** In order of time, all within the window or after it. */
  readonly events: readonly CloudTrailEvent[];
  /** Account whose files are covered by digests. */
  readonly accountId: string;
  /** The answer key as of the newest event of the logs, in milliseconds: whether a session has expired depends on it. */
  readonly truth: (asOf: number) => Omit<Truth, 'schema' | 'scenario' | 'seed'>;
}

/** An attack that can be simulated: a value that describes itself. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Of which events second copies may be delivered: `everyday` spares the scenario's own, so that counting rows counts calls on any engine. */
  readonly copies: 'everything' | 'everyday';
  readonly play: (setting: Setting) => Story;
}
