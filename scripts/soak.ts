import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { runLab } from '../src/app/lab.ts';
import { scenarios } from '../src/simulate/scenarios/index.ts';
import { checkDetection } from '../test/detect/check-detection.ts';
import { checkKills } from '../test/lake/check-kills.ts';
import { checkAttacks } from '../test/minting/random/check-attacks.ts';

/*
 * Plays random attacks, runs the lab over many seeds and every scenario, runs detection over companies with and without an incident,
 * and loads logs with runs that are killed. A lineage or case that differs from the
 * truth, or a lake from what an undisturbed run makes, gives exit code 1, and is named so that it can be run again. A part whose number is 0 is left out.
 *
 *   npm run soak -- --attacks 2000 --seeds 50 --from 1 --events 2000
 *   npm run soak -- --attacks 0 --seeds 0 --kills 0 --companies 20 --company-events 200000
 *   npm run soak -- --attacks 0 --seeds 0 --companies 0 --kills 10 --kill-events 1000000
 *   npm run soak -- --attacks 0 --seeds 0 --companies 0 --kills 10 --logs FOLDER
 */
const { values } = parseArgs({
  options: {
    attacks: { type: 'string', default: '2000' },
    seeds: { type: 'string', default: '20' },
    from: { type: 'string', default: '1' },
    events: { type: 'string', default: '2000' },
    companies: { type: 'string', default: '2' },
    'company-events': { type: 'string', default: '20000' },
    kills: { type: 'string', default: '10' },
    'kill-events': { type: 'string', default: '100000' },
    logs: { type: 'string' },
  },
});
const first = Number(values.from);
const events = Number(values.events);

const attacks = Number(values.attacks);
if (attacks > 0) {
  await checkAttacks(attacks);
  console.log(`${attacks} random attacks: every lineage is what the logs hold evidence for`);
}

for (const { id: scenario } of scenarios) {
  for (let seed = first; seed < first + Number(values.seeds); seed += 1) {
    const directory = mkdtempSync(join(tmpdir(), 'keytrail-soak-'));
    const { verification } = await runLab(
      { directory, scenario, seed, events, command: 'keytrail lab', version: 'soak' },
      { now: () => new Date(), during: (_, work) => work(() => {}) },
    );
    rmSync(directory, { recursive: true });
    const { agreeing, statements, discrepancies } = verification;
    console.log(`${scenario} --seed ${seed} --events ${events}: ${agreeing} of ${statements}`);
    for (const discrepancy of discrepancies) console.log(`  ${JSON.stringify(discrepancy)}`);
    if (discrepancies.length > 0) process.exitCode = 1;
  }
}

for (let seed = first; seed < first + Number(values.companies); seed += 1) {
  for (const { id: scenario } of scenarios) {
    const { findings, days, high, toFirstFinding, stages, missed } = await checkDetection(scenario, seed, Number(values['company-events']));
    const byLevel = Object.entries(findings).map(([level, count]) => `${level} ${(count / days).toFixed(2)}`);
    console.log(
      `detect ${scenario} --seed ${seed} --events ${values['company-events']}: findings a day ${byLevel.join(', ')}; rated high: ${high.length}`,
    );
    if (stages.length > 0) {
      const found = toFirstFinding === null ? 'no finding of level medium' : `a finding of level medium after ${toFirstFinding} s`;
      console.log(`  ${found}; ${stages.length - missed.length} of ${stages.length} stages, missed: ${missed.join(', ') || 'none'}`);
      if (missed.length > 0) process.exitCode = 1;
    } else if (high.length > 0) process.exitCode = 1;
  }
}

const kills = Number(values.kills);
if (kills > 0) {
  const { runs, clean, disturbed } = await checkKills({ kills, seed: first, events: Number(values['kill-events']), logs: values.logs });
  for (const { atFile, laterMs, events: left } of runs) console.log(`killed ${laterMs} ms after file ${atFile}: ${left} events in the lake`);
  console.log(`one run:      ${JSON.stringify(clean)}`);
  console.log(`${kills} kills, then one run: ${JSON.stringify(disturbed)}`);
  if (!isDeepStrictEqual(clean, disturbed)) process.exitCode = 1;
}
