import { join } from 'node:path';
import { shellWord } from '../../core/shell-word.ts';
import { counted } from '../../report/content/counts.ts';
import type { SimulationReport } from '../../simulate/simulate.ts';

/** What was simulated, in a line. */
export const simulationSummary = ({ events, accounts, regions, days }: SimulationReport): string =>
  [counted(events, 'event'), counted(accounts.length, 'account'), counted(regions.length, 'region'), counted(days, 'day')].join(', ');

/** Where the logs and the answer key are, and what to do with them. */
export const simulationLines = (out: string, { files, truthFile }: SimulationReport): string[] => [
  `logs        ${join(out, 'logs')}  (${counted(files, 'file')})`,
  `answer key  ${truthFile}`,
  `Next:  keytrail collect ${shellWord(out)}`,
];
