import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTruth } from '../../src/app/read-document.ts';
import { quoteList } from '../../src/athena-sql/literal.ts';
import { behaviourOf } from '../../src/baseline/behaviour.ts';
import { type Level, levels } from '../../src/core/finding.ts';
import { type Detection, detect } from '../../src/detect/detect.ts';
import { builtinRulesPath, loadRules } from '../../src/detect/load-rules.ts';
import type { SqlEngine } from '../../src/engine/sql-engine.ts';
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
  /** Seconds from the attacker's first call to the first that is in a finding of level medium or above; null when there is none. */
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
        ...(await againstTruth(engine, findings, await readTruth(join(out, 'truth.json')))),
      };
    } finally {
      await lake.close();
    }
  } finally {
    rmSync(out, { recursive: true });
  }
}

async function againstTruth(
  engine: SqlEngine,
  findings: Detection['findings'],
  { stages, attackerEventIds }: Awaited<ReturnType<typeof readTruth>>,
): Promise<Pick<DetectionCheck, 'toFirstFinding' | 'stages' | 'missed'>> {
  const found = new Set(findings.flatMap(({ eventIds }) => eventIds));
  const grave = new Set(findings.flatMap(({ level, eventIds }) => (levels.indexOf(level) >= levels.indexOf('medium') ? eventIds : [])));
  const { rows } = await engine.query(
    `SELECT eventid, eventtime FROM irworkshopgluetablecloudtrail WHERE eventid IN (${quoteList(['', ...attackerEventIds])}) ORDER BY eventtime`,
  );
  const [first, firstFound] = [rows[0], rows.find(([id]) => grave.has(String(id)))];
  const timeOf = (row: (typeof rows)[number] | undefined): number => Date.parse(String(row?.[1]));
  const filled = Object.entries(stages).filter(([, events]) => events.length > 0);
  return {
    toFirstFinding: firstFound === undefined ? null : (timeOf(firstFound) - timeOf(first)) / 1000,
    stages: filled.map(([stage]) => stage),
    missed: filled.filter(([, events]) => !events.some((id) => found.has(id))).map(([stage]) => stage),
  };
}
