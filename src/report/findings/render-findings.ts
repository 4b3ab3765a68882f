import { KeytrailError } from '../../core/errors.ts';
import { attackLayerFormat } from './attack-layer-format.ts';
import type { FindingFormat } from './finding-report.ts';
import { ocsfDetectionFormat } from './ocsf-detection-format.ts';
import { sarifFormat } from './sarif-format.ts';

/** Every way to write findings down, by the ending of the file. */
export const findingFormats: readonly FindingFormat[] = [sarifFormat, ocsfDetectionFormat, attackLayerFormat];

/**
 * The format that the name of a file asks for.
 *
 * @throws KeytrailError `KT_USAGE`, naming the file and the endings there are
 */
export function findingFormatOf(file: string): FindingFormat {
  const format = findingFormats.find(({ ending }) => file.toLowerCase().endsWith(`.${ending}`));
  if (format !== undefined) return format;
  throw new KeytrailError('KT_USAGE', `"${file}" does not say by its ending how the findings are to be written.`, {
    hint: `Give a file that ends in ${findingFormats.map(({ ending, title }) => `.${ending} (${title})`).join(', ')}.`,
  });
}
