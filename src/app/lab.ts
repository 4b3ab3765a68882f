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

/** What each step comes to. */
export interface LabOutcomes {
  readonly simulate: SimulationReport;
  readonly collect: CollectReport;
  readonly investigate: Case;
  readonly report: string;
  readonly verify: Verification;
}
export type LabStep = keyof LabOutcomes;

export interface LabEffects {
  readonly now: () => Date;
  readonly signal?: AbortSignal;
  /** Does a step: the caller shows how far it is, by what the work tells, and what it came to. */
  readonly during: <Step extends LabStep>(
    step: Step,
    work: (tell: (done: number, total: number) => void) => Promise<LabOutcomes[Step]>,
  ) => Promise<LabOutcomes[Step]>;
}

/**
 * The whole job with no cloud account: simulates an attack with a known truth, collects its logs, investigates the leaked key, writes the report,
 * and compares the case with the truth. What an earlier run left in the folder is replaced.
 *
 * @throws KeytrailError as the steps do; `KT_OUTPUT_UNWRITABLE` when the folder holds something else than an earlier lab
 */
export async function runLab(request: LabRequest, effects: LabEffects): Promise<LabResult> {
  const { directory, scenario, seed, events, command, version } = request;
  const { during, signal } = effects;
  const [lake, report, caseFile] = ['lake', 'case.html', 'case.json'].map((name) => join(directory, name)) as [string, string, string];
  const abortable = signal === undefined ? {} : { signal };

  const simulation = await during('simulate', (tell) =>
    simulate({ scenario, seed, events, out: directory }, { onProgress: (at) => tell(at.events, at.total), ...abortable }),
  );
  for (const leftover of [lake, report, caseFile]) await rm(leftover, { recursive: true, force: true });
  const collection = await during('collect', (tell) =>
    collect(lake, [join(directory, 'logs'), join(directory, 'public-keys.json')], { onProgress: (at) => tell(at.filesDone, at.files), ...abortable }),
  );
  const truth = await readTruth(join(directory, 'truth.json'));
  const document = await during('investigate', () => investigateLake({ lake, subjects: [truth.subject.id], command, version }, effects));
  signal?.throwIfAborted();
  await during('report', async () => {
    await writeDocument(caseFile, `${JSON.stringify(document, null, 2)}\n`);
    await writeDocument(report, renderReport(document, 'html'));
    return report;
  });
  const answered = await answers(lake, truth);
  const verification = await during('verify', async () => joined(verify(document, truth), verifyAnswers(answered)));
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
