import { join } from 'node:path';
import { formatCount } from '../../core/format-count.ts';
import { shellWord } from '../../core/shell-word.ts';
import { counted } from '../../report/content/counts.ts';
import type { SimulationReport } from '../../simulate/simulate.ts';

/** What was simulated, in a line. */
export const simulationSummary = ({ events, accounts, regions, days }: SimulationReport): string =>
  [counted(events, 'event'), counted(accounts.length, 'account'), counted(regions.length, 'region'), counted(days, 'day')].join(', ');

/** The same, and how fast it went; `elapsed` is in milliseconds. */
export const simulationSpeed = (report: SimulationReport, elapsed: number): string =>
  `${simulationSummary(report)}, ${formatCount(Math.round((report.events * 1000) / elapsed), ' ')} events/s`;

/** Where the logs and the answer key are, and what to do with them. */
export const simulationLines = (out: string, { files, truthFile }: SimulationReport): string[] => [
  `logs        ${join(out, 'logs')}  (${counted(files, 'file')})`,
  `answer key  ${truthFile}`,
  `Next:  keytrail collect ${shellWord(out)}`,
];
