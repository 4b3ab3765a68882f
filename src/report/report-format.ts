import type { Case } from '../core/case.ts';

/** A way to write a case down. One file and one line in `render-report.ts`. */
export interface ReportFormat<Ending extends string = string> {
  /** Of the file, without a dot. */
  readonly ending: Ending;
  readonly title: string;
  render(document: Case): string;
}
