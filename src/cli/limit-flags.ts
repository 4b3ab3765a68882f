import { KeytrailError } from '../core/errors.ts';
import { defaultLimits, type SandboxLimits } from '../engine/sandbox/limits.ts';

/** What a query may use, as flags give it. */
export interface LimitFlags {
  readonly timeout: number;
  readonly maxMemory: number;
  readonly maxRows: number;
  readonly maxSize: number;
}

/** The flags of a command that runs SQL of others. */
export const limitFlags = {
  timeout: {
    kind: 'parsed',
    parse: wholeNumber('timeout', 1, 86_400),
    default: String(defaultLimits.seconds),
    placeholder: 'SECONDS',
    brief: 'How long a query may run',
  },
  maxMemory: {
    kind: 'parsed',
    parse: wholeNumber('max-memory', 64, 1_048_576),
    default: String(defaultLimits.memory),
    placeholder: 'MIB',
    brief: 'Memory that a query may use',
  },
  maxRows: {
    kind: 'parsed',
    parse: wholeNumber('max-rows', 1, 1_000_000_000),
    default: String(defaultLimits.rows),
    placeholder: 'N',
    brief: 'Rows that an answer may have',
  },
  maxSize: {
    kind: 'parsed',
    parse: wholeNumber('max-size', 1, 1_048_576),
    default: String(defaultLimits.size),
    placeholder: 'MIB',
    brief: 'Size that an answer may have',
  },
} as const;

export const limitsOf = ({ timeout, maxMemory, maxRows, maxSize }: LimitFlags): SandboxLimits => ({
  seconds: timeout,
  memory: maxMemory,
  rows: maxRows,
  size: maxSize,
});

function wholeNumber(name: string, least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new KeytrailError('KT_USAGE', `--${name} is "${text}", not a whole number from ${least} to ${most}.`);
  };
}
