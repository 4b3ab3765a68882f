import { jsonFile } from '../printable-json.ts';
import type { ReportFormat } from '../report-format.ts';

/** The case itself, as `keytrail investigate --format json` prints it: what `contain`, `verify` and other programs read. */
export const jsonFormat: ReportFormat<'json'> = { ending: 'json', title: 'The case as JSON', render: jsonFile };
