import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Case } from '../core/case.ts';
import type { Truth } from '../core/truth.ts';
import { collect } from '../lake/collect.ts';
import type { CollectReport } from '../lake/collect-report.ts';
import { openLake } from '../lake/open-lake.ts';
import { renderReport } from '../report/render-report.ts';
import { type SimulationReport, simulate } from '../simulate/simulate.ts';
import { type Verification, verify } from '../verify/verify.ts';
import { type Answered, verifyAnswers } from '../verify/verify-answers.ts';
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
  /** Called when a step is done, with what there is so far. */
  readonly onDone?: (step: LabStep, soFar: Partial<LabResult>) => void;
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
  const caseFile = join(directory, 'case.json');
  const signal = effects.signal === undefined ? {} : { signal: effects.signal };
  const soFar: { -readonly [Member in keyof LabResult]?: LabResult[Member] } = { lake, report };
  const take = async <Outcome>(step: LabStep, work: (tell: (done: number, total: number) => void) => Promise<Outcome>): Promise<Outcome> => {
    effects.signal?.throwIfAborted();
    effects.onProgress?.(step, 0, 0);
    return work((done, total) => effects.onProgress?.(step, done, total));
  };
  const done = (step: LabStep, more: Partial<LabResult>): void => effects.onDone?.(step, Object.assign(soFar, more));

  const simulation = await take('simulate', (tell) =>
    simulate({ scenario, seed, events, out: directory }, { onProgress: (at) => tell(at.events, at.total), ...signal }),
  );
  done('simulate', { simulation });
  for (const leftover of [lake, report, caseFile]) await rm(leftover, { recursive: true, force: true });
  const collection = await take('collect', (tell) =>
    collect(lake, [join(directory, 'logs')], { onProgress: (at) => tell(at.filesDone, at.files), ...signal }),
  );
  done('collect', { collection });
  const truth = await readTruth(join(directory, 'truth.json'));
  const document = await take('investigate', () => investigateLake({ lake, subject: truth.subject.id, command, version }, effects));
  await writeDocument(caseFile, `${JSON.stringify(document, null, 2)}\n`);
  done('investigate', { case: document });
  await take('report', () => writeDocument(report, renderReport(document, 'html')));
  done('report', {});
  const answered = await take('verify', () => answers(lake, truth));
  const verification = joined(verify(document, truth), verifyAnswers(answered));
  done('verify', { verification });
  return { lake, report, simulation, collection, case: document, truth, answered, verification };
}

const joined = (a: Verification, b: Verification): Verification => ({
  statements: a.statements + b.statements,
  agreeing: a.agreeing + b.agreeing,
  discrepancies: [...a.discrepancies, ...b.discrepancies],
});

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
