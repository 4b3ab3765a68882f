import type { Case } from '../core/case.ts';
import { KeytrailError } from '../core/errors.ts';
import { htmlFormat } from './html/html-format.ts';
import { markdownFormat } from './markdown/markdown-format.ts';

/** Every way to write a case down, by the ending of the file. */
export const reportFormats = [htmlFormat, markdownFormat] as const;
export type ReportEnding = (typeof reportFormats)[number]['ending'];

/**
 * The ending of a file name, when there is a format for it.
 *
 * @throws KeytrailError `KT_USAGE`, naming the file and the endings there are.
 */
export function reportEndingOf(file: string): ReportEnding {
  const format = reportFormats.find(({ ending }) => file.toLowerCase().endsWith(`.${ending}`));
  if (format) return format.ending;
  throw new KeytrailError('KT_USAGE', `"${file}" does not say by its ending how the report is to be written.`, {
    hint: `Give a file that ends in ${reportFormats.map(({ ending }) => `.${ending}`).join(' or ')}.`,
  });
}

/** The case as a document: text, complete, the same for the same case. Nothing is read or written. */
export function renderReport(document: Case, ending: ReportEnding): string {
  const format = reportFormats.find((one) => one.ending === ending);
  if (!format) throw new Error(`no report format for ${ending}`);
  return format.render(document);
}
