#!/usr/bin/env node
import { runCli } from './run-cli.ts';

/** A second Ctrl-C does not wait for the command to tidy up. */
const interruption = new AbortController();
process.on('SIGINT', () => {
  if (interruption.signal.aborted) process.exit(130);
  interruption.abort();
});
/** Whoever reads our output may stop reading: `keytrail sql ... | head` is no failure. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runCli(process.argv.slice(2), process, interruption.signal);
