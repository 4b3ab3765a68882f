import { runCli } from '../../src/cli/run-cli.ts';
import { fakeTerminal } from './fake-terminal.ts';

/** The command line as a test types it: what came out and how it ended, or what it answered as JSON. */
export function commandLine(env: Record<string, string> = {}) {
  const keytrail = async (...argv: readonly string[]) => {
    const terminal = fakeTerminal({ env });
    const code = await runCli(argv, terminal, new AbortController().signal);
    await new Promise(setImmediate);
    return { code, out: terminal.out(), err: terminal.err() };
  };
  return { keytrail, json: async (...argv: readonly string[]) => JSON.parse((await keytrail(...argv)).out) };
}
