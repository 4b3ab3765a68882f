import { buildApplication, ExitCode, run, text_en } from '@stricli/core';
import { KeytrailError } from '../core/errors.ts';
import { shellWord } from '../core/shell-word.ts';
import type { CliContext } from './context.ts';
import { describeError, type ErrorStyle, errorStyleOf, exitCodeOf, INTERNAL_FAULT } from './describe-error.ts';
import { routes } from './routes.ts';
import type { Terminal } from './terminal.ts';
import { installedVersion } from './version.ts';

const INTERRUPTED = 130;

/**
 * Runs one command line.
 *
 * @param argv the words after the program's name
 * @param signal aborted by Ctrl-C
 * @returns the exit code of contracts, section 1
 */
export async function runCli(argv: readonly string[], terminal: Terminal, signal: AbortSignal): Promise<number> {
  const { stdout, stderr, env } = terminal;
  // Stricli sets an exit code only where a command has set none.
  const process = { stdout, stderr, env, exitCode: null as number | string | null };
  const context: CliContext = {
    process,
    terminal,
    commandLine: ['keytrail', ...argv].map(shellWord).join(' '),
    signal,
    doesNotHold: () => {
      process.exitCode = 1;
    },
  };
  await run(application(errorStyleOf(argv), signal), argv, context);
  if (signal.aborted) return INTERRUPTED;
  return contractCode(Number(process.exitCode));
}

/** Stricli's own codes are negative. Wrong usage is 2; whatever else it reports is a fault of ours. */
function contractCode(code: number): number {
  if (code >= 0) return code;
  return code === ExitCode.UnknownCommand || code === ExitCode.InvalidArgument ? 2 : INTERNAL_FAULT;
}

function application(style: ErrorStyle, signal: AbortSignal) {
  const describe = (error: unknown): string => (signal.aborted ? 'keytrail: interrupted' : describeError(error, style));
  return buildApplication(routes, {
    name: 'keytrail',
    versionInfo: { getCurrentVersion: async () => installedVersion() },
    scanner: { caseStyle: 'allow-kebab-for-camel' },
    documentation: { onlyRequiredInUsageLine: true, disableAnsiColor: true },
    determineExitCode: exitCodeOf,
    localization: {
      text: {
        ...text_en,
        exceptionWhileParsingArguments: describe,
        exceptionWhileLoadingCommandFunction: describe,
        exceptionWhileLoadingCommandContext: describe,
        exceptionWhileRunningCommand: describe,
        commandErrorResult: describe,
        noCommandRegisteredForInput: ({ input, corrections }) => describe(unknownCommand(input, corrections)),
      },
    },
  });
}

function unknownCommand(input: string, corrections: readonly string[]): KeytrailError {
  const nearest = corrections.length === 0 ? '' : `Did you mean ${corrections.join(' or ').replaceAll('`', '"')}? `;
  return new KeytrailError('KT_USAGE', `there is no command "${input}".`, { hint: `${nearest}keytrail --help lists them.` });
}
