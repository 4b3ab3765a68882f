import { buildRouteMap } from '@stricli/core';
import { collect } from './commands/collect.ts';
import { contain } from './commands/contain.ts';
import { detect } from './commands/detect.ts';
import { doctor } from './commands/doctor.ts';
import { investigate } from './commands/investigate.ts';
import { lab } from './commands/lab.ts';
import { lake } from './commands/lake.ts';
import { rules } from './commands/rules.ts';
import { simulate } from './commands/simulate.ts';
import { sql } from './commands/sql.ts';
import { validateLogs } from './commands/validate-logs.ts';
import { verify } from './commands/verify.ts';

/** Every command, in the order of the help. A new one is a description, its run file and a line here. */
export const routes = buildRouteMap({
  routes: { lab, simulate, collect, lake, sql, detect, rules, investigate, contain, verify, 'validate-logs': validateLogs, doctor },
  docs: {
    brief: 'From a leaked AWS access key to the whole truth',
    fullDescription:
      'From a leaked AWS access key to the whole truth: collect CloudTrail logs, query, detect, investigate, contain, report.\nStart here: keytrail lab',
  },
});
