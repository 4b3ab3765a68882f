import type { Case } from '../core/case.ts';
import { KeytrailError } from '../core/errors.ts';
import { csvFormats } from './csv/csv-format.ts';
import { jsonFormat } from './exchange/json-format.ts';
import { navigatorFormat } from './exchange/navigator-format.ts';
import { ocsfFormat } from './exchange/ocsf-format.ts';
import { stixFormat } from './exchange/stix-format.ts';
import { timesketchFormat } from './exchange/timesketch-format.ts';
import { htmlFormat } from './html/html-format.ts';
import { markdownFormat } from './markdown/markdown-format.ts';

/** Every way to write a case down, by the ending of the file. */
export const reportFormats = [
  htmlFormat,
  markdownFormat,
  jsonFormat,
  ...csvFormats,
  ocsfFormat,
  stixFormat,
  navigatorFormat,
  timesketchFormat,
] as const;
export type ReportEnding = (typeof reportFormats)[number]['ending'];

/** `.html, .md or .json` */
export const reportEndings = (): string => {
  const endings = reportFormats.map(({ ending }) => `.${ending}`);
  return `${endings.slice(0, -1).join(', ')} or ${endings.at(-1)}`;
};

/**
 * The ending of a file name, when there is a format for it; of several the longest, for `case.stix.json` is no plain JSON.
 *
 * @throws KeytrailError `KT_USAGE`, naming the file and the endings there are.
 */
export function reportEndingOf(file: string): ReportEnding {
  const fitting = reportFormats.map(({ ending }) => ending).filter((ending) => file.toLowerCase().endsWith(`.${ending}`));
  const [longest] = fitting.toSorted((a, b) => b.length - a.length);
  if (longest) return longest;
  throw new KeytrailError('KT_USAGE', `"${file}" does not say by its ending how the report is to be written.`, {
    hint: `Give a file that ends in ${reportEndings()}.`,
  });
}

/** The case as a document: text, complete, the same for the same case. Nothing is read or written. */
export function renderReport(document: Case, ending: ReportEnding): string {
  const format = reportFormats.find((one) => one.ending === ending);
  if (!format) throw new Error(`no report format for ${ending}`);
  return format.render(document);
}
