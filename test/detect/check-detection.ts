import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTruth } from '../../src/app/read-document.ts';
import { behaviourOf } from '../../src/baseline/behaviour.ts';
import { type Level, levels } from '../../src/core/finding.ts';
import { type Detection, detect } from '../../src/detect/detect.ts';
import { builtinRulesPath, loadRules } from '../../src/detect/load-rules.ts';
import { collect } from '../../src/lake/collect.ts';
import { openLake } from '../../src/lake/open-lake.ts';
import { simulate } from '../../src/simulate/simulate.ts';

/** What the built-in rules and behaviour make of one simulated company. */
export interface DetectionCheck {
  /** Findings by level, and the days that the logs cover. */
  readonly findings: Readonly<Record<Level, number>>;
  readonly days: number;
  /** Keys whose behaviour is rated high. */
  readonly high: readonly string[];
  /** Seconds from the first use of the leaked key to the first event in a finding that is the attacker's; null when there is none. */
  readonly toFirstFinding: number | null;
  readonly stages: readonly string[];
  /** Stages of which no event is in a finding. */
  readonly missed: readonly string[];
}

/** Simulates a scenario, collects it and runs what `keytrail detect` runs. */
export async function checkDetection(scenario: string, seed: number, events: number): Promise<DetectionCheck> {
  const out = mkdtempSync(join(tmpdir(), 'keytrail-soak-'));
  try {
    await simulate({ scenario, seed, events, out });
    await collect(join(out, 'lake'), [join(out, 'logs')]);
    const lake = await openLake(join(out, 'lake'));
    try {
      const engine = await lake.engine();
      const { findings } = await detect(engine, loadRules([builtinRulesPath()]));
      const high = (await behaviourOf(engine, [])).filter(({ rating }) => rating === 'high').map(({ key }) => key);
      const { rows } = await engine.query('SELECT count(DISTINCT substr(eventtime, 1, 10)) FROM irworkshopgluetablecloudtrail');
      const ofLevel = (level: Level): number => findings.filter((finding) => finding.level === level).length;
      return {
        findings: Object.fromEntries(levels.map((level) => [level, ofLevel(level)])) as Record<Level, number>,
        days: Number(rows[0]?.[0]),
        high,
        ...againstTruth(findings, await readTruth(join(out, 'truth.json'))),
      };
    } finally {
      await lake.close();
    }
  } finally {
    rmSync(out, { recursive: true });
  }
}

function againstTruth(
  findings: Detection['findings'],
  { stages, attackerEventIds, firstUse }: Awaited<ReturnType<typeof readTruth>>,
): Pick<DetectionCheck, 'toFirstFinding' | 'stages' | 'missed'> {
  const attackers = new Set(attackerEventIds);
  const found = new Set(findings.flatMap(({ eventIds }) => eventIds));
  const filled = Object.entries(stages).filter(([, events]) => events.length > 0);
  const [first] = findings
    .filter(({ eventIds }) => eventIds.some((id) => attackers.has(id)))
    .map(({ firstTime }) => Date.parse(firstTime))
    .toSorted((a, b) => a - b);
  return {
    toFirstFinding: first === undefined || firstUse === null ? null : (first - Date.parse(firstUse.eventTime)) / 1000,
    stages: filled.map(([stage]) => stage),
    missed: filled.filter(([, events]) => !events.some((id) => found.has(id))).map(([stage]) => stage),
  };
}
