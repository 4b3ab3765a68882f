import type { Format } from '../output/answer.ts';

/** What a person has chosen in the shell, until they leave it. Commands change it. */
export interface Session {
  format: Format;
  /** A row below the other instead of a table. */
  vertical: boolean;
  /** Whether each answer says how long it took. */
  timing: boolean;
  /** What `:name` stands for. */
  readonly values: Map<string, string>;
}
