import type { Finding } from '../../core/finding.ts';

/** Findings of `detect` and what is to be said of the run that made them. */
export interface FindingReport {
  readonly findings: readonly Finding[];
  /** ISO 8601, UTC. */
  readonly generatedAt: string;
  readonly version: string;
}

/** A way to write findings down for another program. One file and one line in `render-findings.ts`. */
export interface FindingFormat<Ending extends string = string> {
  /** Of the file, without a dot. */
  readonly ending: Ending;
  readonly title: string;
  render(report: FindingReport): string;
}
