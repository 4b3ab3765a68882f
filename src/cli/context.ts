import type { CommandContext } from '@stricli/core';
import type { Terminal } from './terminal.ts';

/** What a command is called with, as `this`. */
export interface CliContext extends CommandContext {
  readonly terminal: Terminal;
  /** The command line as a shell reads it: the case keeps it. */
  readonly commandLine: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Says that the command is done and that what was asked for does not hold: exit code 1. */
  readonly doesNotHold: () => void;
}
