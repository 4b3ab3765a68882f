import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Case } from '../core/case.ts';
import type { Question, Truth } from '../core/truth.ts';
import type { ResultTable } from '../engine/sql-engine.ts';
import type { CollectReport } from '../lake/collect.ts';
import { collect } from '../lake/collect.ts';
import { openLake } from '../lake/open-lake.ts';
import { renderReport } from '../report/render-report.ts';
import { type SimulationReport, simulate } from '../simulate/simulate.ts';
import type { Verification } from '../verify/verify.ts';
import { verify } from '../verify/verify.ts';
import { investigateLake } from './investigate.ts';
import { readTruth } from './read-document.ts';
import { writeDocument } from './write-document.ts';

export interface LabRequest {
  readonly directory: string;
  readonly scenario: string;
  readonly seed: number;
  readonly events: number;
  readonly command: string;
  readonly version: string;
}

/** The steps of the lab, in order. */
export const labSteps = ['simulate', 'collect', 'investigate', 'report', 'verify'] as const;
export type LabStep = (typeof labSteps)[number];

/** A question of the workshop, and what its query answers. */
export interface Answered {
  readonly question: Question;
  readonly table: ResultTable;
}

/** Everything the lab did and found. */
export interface LabResult {
  readonly lake: string;
  readonly report: string;
  readonly simulation: SimulationReport;
  readonly collection: CollectReport;
  readonly case: Case;
  readonly truth: Truth;
  readonly answered: readonly Answered[];
  readonly verification: Verification;
}

export interface LabEffects {
  readonly now: () => Date;
  readonly signal?: AbortSignal;
  /** Called when a step begins and as it goes on; `total` is 0 where it is not known. */
  readonly onProgress?: (step: LabStep, done: number, total: number) => void;
}

/**
 * The whole job with no cloud account: simulates an attack with a known truth, collects its logs, investigates the leaked key, writes the report,
 * and compares the case with the truth. What an earlier run left in the folder is replaced.
 *
 * @throws KeytrailError as the steps do; `KT_OUTPUT_UNWRITABLE` when the folder holds something else than an earlier lab
 */
export async function runLab(request: LabRequest, effects: LabEffects): Promise<LabResult> {
  const { directory, scenario, seed, events, command, version } = request;
  const lake = join(directory, 'lake');
  const report = join(directory, 'case.html');
  const signal = effects.signal === undefined ? {} : { signal: effects.signal };
  const begin = (step: LabStep): ((done: number, total: number) => void) => {
    effects.signal?.throwIfAborted();
    effects.onProgress?.(step, 0, 0);
    return (done, total) => effects.onProgress?.(step, done, total);
  };

  const simulated = begin('simulate');
  const simulation = await simulate({ scenario, seed, events, out: directory }, { onProgress: (at) => simulated(at.events, at.total), ...signal });
  for (const leftover of [lake, report, join(directory, 'case.json')]) await rm(leftover, { recursive: true, force: true });
  const collected = begin('collect');
  const collection = await collect(lake, [join(directory, 'logs')], { onProgress: (at) => collected(at.filesDone, at.files), ...signal });
  begin('investigate');
  const truth = await readTruth(join(directory, 'truth.json'));
  const document = await investigateLake({ lake, subject: truth.subject.id, command, version }, effects);
  await writeDocument(join(directory, 'case.json'), `${JSON.stringify(document, null, 2)}\n`);
  const answered = await answers(lake, truth);
  begin('report');
  await writeDocument(report, renderReport(document, 'html'));
  begin('verify');
  return { lake, report, simulation, collection, case: document, truth, answered, verification: verify(document, truth) };
}

/** Asks the lake every question of the workshop, by the query that a student would write. */
async function answers(directory: string, truth: Truth): Promise<Answered[]> {
  const lake = await openLake(directory);
  try {
    const engine = await lake.engine();
    const answered: Answered[] = [];
    for (const question of truth.questions) answered.push({ question, table: await engine.query(question.sql) });
    return answered;
  } finally {
    await lake.close();
  }
}
