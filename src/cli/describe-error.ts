import { ArgumentParseError, ArgumentScannerError, formatMessageForArgumentScannerError } from '@stricli/core';
import { exitCodes, KeytrailError } from '../core/errors.ts';
import { visibleLines } from './output/visible-lines.ts';

/** How errors are shown: read from the raw arguments, because wrong arguments are errors too. */
export interface ErrorStyle {
  readonly json: boolean;
  readonly debug: boolean;
}

/** A fault of keytrail itself, not of what it was asked: sysexits' EX_SOFTWARE, apart from all codes that mean something to a script. */
export const INTERNAL_FAULT = 70;

/** Reads the style from the arguments after the program's name. */
export function errorStyleOf(argv: readonly string[]): ErrorStyle {
  const json = argv.some((word, index) => /^--format=jsonl?$/.test(word) || (word === '--format' && /^jsonl?$/.test(argv[index + 1] ?? '')));
  return { json, debug: argv.includes('--debug') };
}

/** The exit code of contracts, section 1, for anything that was thrown. */
export const exitCodeOf = (error: unknown): number => (error instanceof KeytrailError ? exitCodes[error.code] : INTERNAL_FAULT);

/** An error as a person reads it (one sentence, then the next step), or as one JSON object. The stack comes with `debug` alone. */
export function describeError(error: unknown, style: ErrorStyle): string {
  const failure = asFailure(error);
  if (style.json) return JSON.stringify({ error: failure });
  // A hint of several lines shows a place in a query, with a mark below it that must stay below it.
  const { message, hint } = failure;
  const text = `keytrail: ${hint?.includes('\n') ? `${message}\n${hint}` : [sentence(message), ...(hint === null ? [] : [hint])].join(' ')}`;
  return visibleLines(style.debug && error instanceof Error ? `${text}\n${error.stack}` : text);
}

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
}

function asFailure(error: unknown): Failure {
  if (error instanceof ArgumentParseError && error.exception instanceof KeytrailError) return asFailure(error.exception);
  if (error instanceof KeytrailError) return { code: error.code, message: error.message, hint: error.hint ?? null };
  if (error instanceof ArgumentScannerError) {
    const message = sentence(formatMessageForArgumentScannerError(error, {}));
    return { code: 'KT_USAGE', message, hint: 'Add --help to see what the command takes.' };
  }
  const reason = error instanceof Error ? error.message : String(error);
  return { code: 'KT_INTERNAL', message: sentence(`internal fault: ${reason}`), hint: 'Add --debug to see where, and report it.' };
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
