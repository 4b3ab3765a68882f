import type { ReportFormat } from '../report-format.ts';
import { csvLine } from './csv-line.ts';
import { csvTables } from './csv-tables.ts';

type CsvEnding = (typeof csvTables)[number]['ending'];

/** The tables of a case, each in a file of its own: `case.csv` is the timeline, `case.credentials.csv` the credentials, and so on. */
export const csvFormats: readonly ReportFormat<CsvEnding>[] = csvTables.map(({ ending, title, columns, rows }) => ({
  ending,
  title,
  render: (document) => `${[columns, ...rows(document)].map(csvLine).join('\n')}\n`,
}));
