import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runLab } from '../src/app/lab.ts';
import { scenarios } from '../src/simulate/scenarios/index.ts';
import { checkAttacks } from '../test/minting/random/check-attacks.ts';

/*
 * Plays random attacks, and runs the lab over many seeds and every scenario. A lineage or case that differs from the truth makes exit code 1, and is
 * named so that it can be run again.
 *
 *   npm run soak -- --attacks 2000 --seeds 50 --from 1 --events 2000
 */
const { values } = parseArgs({
  options: {
    attacks: { type: 'string', default: '2000' },
    seeds: { type: 'string', default: '20' },
    from: { type: 'string', default: '1' },
    events: { type: 'string', default: '2000' },
  },
});
const first = Number(values.from);
const events = Number(values.events);

const attacks = Number(values.attacks);
await checkAttacks(attacks);
console.log(`${attacks} random attacks: every lineage is what the logs hold evidence for`);

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
