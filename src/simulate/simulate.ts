import { join } from 'node:path';
import { parseAwsTime } from '../core/aws-time.ts';
import type { CloudTrailEvent } from '../core/event.ts';
import { TRUTH_SCHEMA, truthSchema } from '../core/truth.ts';
import { writeFailure } from './cloudtrail/file-writer.ts';
import { openOutputFolder } from './cloudtrail/output-folder.ts';
import { TrailWriter } from './cloudtrail/trail-writer.ts';
import { newCompany } from './company/company.ts';
import { companyNoise } from './company/noise.ts';
import { idMint, idRange } from './id-mint.ts';
import { inOrder } from './in-order.ts';
import { planOf, type SimulationOptions } from './options.ts';
import { randomOf } from './random.ts';
import { scenarios } from './scenarios/index.ts';
import { HOUR } from './window.ts';

/** What the simulation may do besides writing its folder. */
export interface SimulationEffects {
  /** Told now and then how many of the events are written. */
  readonly onProgress?: (progress: { readonly events: number; readonly total: number }) => void;
  /** Aborts the run; nothing stays behind. */
  readonly signal?: AbortSignal;
}

/** What was written. */
export interface SimulationReport {
  readonly scenario: string;
  readonly seed: number;
  /** Different events: noise, the attack, and what the scenario needs around it. */
  readonly events: number;
  /** Events of which a second copy was delivered. */
  readonly copies: number;
  readonly files: number;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly days: number;
  readonly attackEvents: number;
  /** Compressed bytes of all files. */
  readonly bytes: number;
  readonly truthFile: string;
}

/**
 * Writes the CloudTrail logs of an attack in the everyday noise of a company, with the answer key. The same options give the same records byte
 * for byte; only the signing key, and with it digests, differ.
 *
 * @throws KeytrailError `KT_SCENARIO_UNKNOWN`, `KT_USAGE`, `KT_OUTPUT_UNWRITABLE` or `KT_DISK_FULL`; whatever stops it, nothing half-written stays.
 */
export async function simulate(options: SimulationOptions, effects: SimulationEffects = {}): Promise<SimulationReport> {
  const plan = planOf(options);
  const { scenario, seed, window } = plan;
  const place = scenarios.indexOf(scenario);
  const purpose = (name: string): string => `${scenario.id} ${name}`;
  const companyIds = idMint(idRange(seed, place, 'company'));
  const company = newCompany(randomOf(seed, purpose('company')), companyIds);
  const story = scenario.play({
    company,
    random: randomOf(seed, purpose('story')),
    ids: idMint(idRange(seed, place, 'story')),
    window,
    start: plan.start,
  });
  const noise = companyNoise(company, plan.events, window, randomOf(seed, purpose('noise')), companyIds);
  const total = plan.events + story.events.length;

  const once = new Set(scenario.copies === 'everyday' ? story.events.map((event) => event.eventID) : []);

  const output = await openOutputFolder(options.out);
  const writer = new TrailWriter(output.work, randomOf(seed, purpose('delivery')), { accountId: story.accountId, attackAt: plan.start }, once);
  try {
    const theirs = byHour(story.events);
    const storyOf = (hour: number): readonly CloudTrailEvent[] => {
      const events = theirs.get(hour) ?? [];
      theirs.delete(hour);
      return events;
    };
    for (let hour = window.from; hour < window.to; hour += HOUR) {
      effects.signal?.throwIfAborted();
      await writer.add(inOrder([...storyOf(hour), ...noise.hour(hour)]), hour + HOUR);
      effects.onProgress?.({ events: writer.events, total });
    }
    await writer.add(inOrder([...theirs.values()].flat().concat(noise.rest())), Number.POSITIVE_INFINITY);
    const written = await writer.finish();
    const truth = truthSchema.parse({ schema: TRUTH_SCHEMA, scenario: scenario.id, seed, ...story.truth(written.newest) });
    await writer.writeText('truth.json', `${JSON.stringify(truth, null, 2)}\n`);
    effects.signal?.throwIfAborted();
    await output.commit();
    const { newest: _, ...figures } = written;
    return {
      scenario: scenario.id,
      seed,
      ...figures,
      days: plan.days,
      attackEvents: truth.attackerEventIds.length,
      truthFile: join(options.out, 'truth.json'),
    };
  } catch (error) {
    await writer.settle();
    await output.discard();
    throw writeFailure(error, options.out);
  }
}

/** A scenario's events by the hour in which they happen. */
function byHour(events: readonly CloudTrailEvent[]): Map<number, CloudTrailEvent[]> {
  const hours = new Map<number, CloudTrailEvent[]>();
  for (const event of events) {
    const hour = Math.floor((parseAwsTime(event.eventTime) ?? 0) / HOUR) * HOUR;
    const list = hours.get(hour) ?? [];
    hours.set(hour, list);
    list.push(event);
  }
  return hours;
}
